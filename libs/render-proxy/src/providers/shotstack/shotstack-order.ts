import type { Edit, Output } from '../../edit/edit';
import { isStill } from '../../edit/output-format';
import { resolveTiming } from '../../edit/resolve-timing';
import type { RenderOrder } from '../../render-provider';

const GOOGLE = 'google-cloud-storage';

/**
 * What we send to Shotstack: the edit with our callback in place of the user's, and with our bucket in place of any
 * other Google bucket, which Shotstack would write to with the operator's credentials. Shotstack's own hosting stays as
 * the user set it (on by default): poster, thumbnail and a second copy come from there. Shotstack bills what it
 * renders, so a result whose length it finds out itself ends where the hold does.
 */
export function shotstackOrder({ edit, maxSeconds, callbackUrl, bucket }: RenderOrder): object {
  const { callback: _theUsers, output, ...rest } = edit;
  const { destinations: wanted = [], ...settings } = output;
  const destinations = [
    ...wanted.filter(({ provider }) => provider !== GOOGLE),
    ...(bucket ? [destinationOf(bucket)] : []),
  ];
  return {
    ...rest,
    output: {
      ...settings,
      ...(isOpenEnded(edit) && { range: rangeWithin(output, maxSeconds) }),
      ...(destinations.length > 0 && { destinations }),
    },
    ...(callbackUrl && { callback: callbackUrl }),
  };
}

/** Whether the result has a length that the edit does not state, such as that of a source. */
function isOpenEnded(edit: Edit): boolean {
  if (isStill(edit.output)) return false;
  let isStated = true;
  resolveTiming(edit, () => {
    isStated = false;
    return undefined;
  });
  return !isStated;
}

const rangeWithin = ({ range: { start = 0, length = Infinity } = {} }: Output, maxSeconds: number) => ({
  start,
  length: Math.min(length, Number(maxSeconds.toFixed(3))),
});

const destinationOf = ({ bucket, prefix, filename }: NonNullable<RenderOrder['bucket']>) => ({
  provider: GOOGLE,
  options: { bucket, prefix, filename },
});
