import type { FaultAction } from '../platform/fault-rules';
import { graphError } from './graph-failure';

const failing = (status: number, code: number, subcode?: number, more: object = {}): FaultAction => ({
  type: 'http',
  status,
  json: graphError(code, 'A fault that a test asked for.', { subcode, ...more }),
});

const rupload = (type: string): FaultAction => ({
  type: 'http',
  status: 400,
  json: {
    debug_info: { retriable: type !== 'ProcessingFailedError', type, message: 'A fault that a test asked for.' },
  },
});

/** Instagram's subcodes with the code that each comes with. */
const INSTAGRAM: Readonly<Record<number, number>> = {
  2207001: -1,
  2207003: -2,
  2207006: 24,
  2207008: 24,
  2207010: 36004,
  2207020: -2,
  2207026: 352,
  2207027: 9007,
  2207032: -1,
  2207040: 100,
  2207042: 9,
  2207050: 25,
  2207051: 4,
  2207052: 9004,
  2207053: -1,
  2207057: 1,
};

/** Errors by their names in fault rules. */
export const NAMED_FAULTS: Readonly<Record<string, FaultAction>> = {
  ...Object.fromEntries([458, 459, 460, 463].map((subcode) => [`meta.190.${subcode}`, failing(400, 190, subcode)])),
  ...Object.fromEntries([4, 17, 613, 368, 506].map((code) => [`meta.${code}`, failing(400, code)])),
  ...Object.fromEntries([1, 2].map((code) => [`meta.${code}`, failing(500, code, undefined, { is_transient: true })])),
  'meta.buc': failing(400, 80_001),
  ...Object.fromEntries(
    Object.entries(INSTAGRAM).map(([subcode, code]) => [`ig.${subcode}`, failing(400, code, Number(subcode))]),
  ),
  'rupload.offset': rupload('OffsetInvalidError'),
  'rupload.partial': rupload('PartialRequestError'),
  'rupload.processing': rupload('ProcessingFailedError'),
  'fb.1363037': failing(400, 6001, 1363037, {
    is_transient: true,
    error_data: { start_offset: '0', end_offset: '1048576' },
  }),
  'fb.1363041': failing(400, 6000, 1363041),
  'fb.1363019': failing(400, 6001, 1363019, { is_transient: true }),
};
