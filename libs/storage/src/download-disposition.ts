/**
 * `Content-Disposition` that makes a browser save a file under `name`, in any script; old clients get an ASCII
 * approximation (RFC 6266).
 */
export function downloadDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name.replace(/\p{Cs}/gu, '_')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"${encoded === plain ? '' : `; filename*=UTF-8''${encoded}`}`;
}
