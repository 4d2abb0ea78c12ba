import type { RenderOrder } from '../../render-provider';

const GOOGLE = 'google-cloud-storage';

/**
 * What we send to Shotstack: the edit with our callback in place of the user's, and with our bucket in place of any
 * other Google bucket, which Shotstack would write to with the operator's credentials. Shotstack's own hosting stays as
 * the user set it (on by default): poster, thumbnail and a second copy come from there.
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
