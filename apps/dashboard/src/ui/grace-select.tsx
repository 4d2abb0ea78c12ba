import { Select } from './select';

/** How many seconds the replaced key or secret keeps working. */
const GRACE: Readonly<Record<string, string>> = {
  0: 'It stops immediately',
  3600: 'One hour',
  86400: 'One day',
  604800: 'One week',
};

export const GraceSelect = ({ label }: { label: string }) => (
  <Select label={label} name="grace" choices={GRACE} defaultValue="86400" />
);
