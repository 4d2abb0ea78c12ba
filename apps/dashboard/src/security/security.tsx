import { Page } from '../ui/page';
import { ZoneNote } from '../ui/time';
import { PasswordChange } from './password-change';
import { Sessions } from './sessions';
import { TwoFactor } from './two-factor';

/** Everything that protects the account. */
export function Security() {
  return (
    <Page title="Security">
      <div className="flex flex-col gap-8">
        <TwoFactor />
        <PasswordChange />
        <Sessions />
      </div>
      <ZoneNote />
    </Page>
  );
}
