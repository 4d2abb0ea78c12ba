import { proveByModel } from '../../support/model/ledger-property';
import { openTestLedger, type TestLedger } from '../../support/model/test-ledger';

/** 10,000 in a nightly run. */
const RUNS = Number(process.env.LEDGER_MODEL_RUNS ?? 150);

describe('the ledger against its model', () => {
  let test: TestLedger;
  beforeAll(async () => {
    test = await openTestLedger();
  });
  afterEach(() => test.assertSound());
  afterAll(() => test.close());

  it.each([false, true])(
    `equals the model in answers and state in ${RUNS} random sequences (with credited money: %s)`,
    async (credits) => {
      await expect(proveByModel(test, { numRuns: RUNS, credits })).resolves.toBeUndefined();
    },
    180_000 + RUNS * 60,
  );
});
