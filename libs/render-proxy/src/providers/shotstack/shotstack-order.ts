import type { RenderOrder } from '../../render-provider';

const GOOGLE = 'google-cloud-storage';

/**
 * What Shotstack is sent: the edit with our callback instead of the user's, and with our bucket instead of any other Google bucket,
 * which Shotstack would write to with the operator's credentials. Its own hosting stays as the user has it (on by default): poster,
 * thumbnail and a second copy come from there.
 */
export function shotstackOrder({ edit, callbackUrl, bucket }: RenderOrder): object {
  const { callback: _theUsers, output, ...rest } = edit;
  const { destinations: wanted = [], ...settings } = output;
  const destinations = [
    ...wanted.filter(({ provider }) => provider !== GOOGLE),
    ...(bucket ? [destinationOf(bucket)] : []),
  ];
  return {
    ...rest,
    output: { ...settings, ...(destinations.length > 0 && { destinations }) },
    ...(callbackUrl && { callback: callbackUrl }),
  };
}

const destinationOf = ({ bucket, prefix, filename }: NonNullable<RenderOrder['bucket']>) => ({
  provider: GOOGLE,
  options: { bucket, prefix, filename },
});
