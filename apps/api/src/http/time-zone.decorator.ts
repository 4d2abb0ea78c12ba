import { buildMessage, isTimeZone, ValidateBy } from 'class-validator';

/**
 * Regions of the IANA database, UTC and fixed offsets. Abbreviations and names of older systems (`IST`, `US/Pacific-New`)
 * mean other places in Postgres than in JavaScript, or are unknown there.
 */
const SAME_EVERYWHERE =
  /^(UTC|Etc\/[\w+-]+|(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[\w+/-]+)$/i;

/** Whether JavaScript and Postgres both have the time zone, with the same meaning. */
export const isRegion = (name: unknown): boolean =>
  typeof name === 'string' && SAME_EVERYWHERE.test(name) && isTimeZone(name);

/** The name of a time zone such as `Europe/Berlin`, or `UTC`: for every field that names one. */
export const IsTimeZoneName = () =>
  ValidateBy({
    name: 'isTimeZoneName',
    validator: {
      validate: isRegion,
      defaultMessage: buildMessage(
        (each) => `${each}$property must be an IANA time zone such as Europe/Berlin, or UTC`,
      ),
    },
  });
