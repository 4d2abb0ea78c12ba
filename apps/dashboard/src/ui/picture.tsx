import { useEffect, useRef } from 'react';

/** A picture that the API answered with. */
export function Picture({ data, alt }: { data: Blob; alt: string }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const address = URL.createObjectURL(data);
    if (image.current) image.current.src = address;
    return () => URL.revokeObjectURL(address);
  }, [data]);
  return <img ref={image} alt={alt} className="h-full w-full object-contain" />;
}
