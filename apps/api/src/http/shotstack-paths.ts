/** Services that Shotstack has below its host, and what its older clients call without naming the service. */
const STAGE = /^\/(edit|serve|ingest)\/stage(?=[/?]|$)/;
const WITHOUT_SERVICE = /^\/(?:v1|stage)\/(?=(?:render|templates|probe)(?:[/?]|$))/;

/** Shotstack's environments and older addresses, as the one that we serve: `stage` is `v1`, and `/v1/render` is `/edit/v1/render`. */
export function shotstackPath(url: string): string {
  return url.replace(STAGE, '/$1/v1').replace(WITHOUT_SERVICE, '/edit/v1/');
}
