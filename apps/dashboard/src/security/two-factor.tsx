import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from '../account/me-query';
import { answerOf, api } from '../api/client';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { FormDialog } from '../ui/form-dialog';
import { Loading } from '../ui/page';
import { Code, Password } from '../ui/password-field';
import { ProblemNotice } from '../ui/problem-notice';
import { SecretDialog } from '../ui/secret';
import { cardClass, Section } from '../ui/section';
import { TwoFactorSetup } from './two-factor-setup';

/** Sign-in with a code of an authenticator app. */
export function TwoFactor() {
  const me = useQuery(meQuery);
  const isOn = me.data?.totp_enabled;
  // The setup turns it on before it has shown the recovery codes.
  const [isSettingUp, setSettingUp] = useState(false);
  return (
    <Section
      title="Two-factor authentication"
      actions={isOn !== undefined && <Badge tone={isOn ? 'good' : 'quiet'}>{isOn ? 'On' : 'Off'}</Badge>}
    >
      {me.isPending && <Loading rows={1} />}
      <ProblemNotice thrown={me.error} onRetry={() => void me.refetch()} />
      {me.data && <div className={cardClass}>{isOn ? <On /> : <Off onTurnOn={() => setSettingUp(true)} />}</div>}
      {isSettingUp && <TwoFactorSetup onClose={() => setSettingUp(false)} />}
    </Section>
  );
}

function Off({ onTurnOn }: { onTurnOn: () => void }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-4">
      <p className="min-w-0 flex-1 basis-72 text-sm text-soft">
        A stolen password is then not enough to sign in: each sign-in also asks for a code of an app on your phone.
      </p>
      <Button kind="primary" onClick={onTurnOn}>
        Turn it on
      </Button>
    </div>
  );
}

function On() {
  const queries = useQueryClient();
  const [isTurningOff, setTurningOff] = useState(false);
  const renew = useMutation({ mutationFn: () => answerOf(api.POST('/api/auth/totp/recovery-codes')) });
  const turnOff = async ({ password = '', totp = '' }: Record<string, string>) => {
    await answerOf(api.POST('/api/auth/totp/disable', { body: { password, totp } }));
    await queries.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  return (
    <>
      <p className="text-sm text-soft">
        Each sign-in asks for a code of your authenticator app. Without your phone, a recovery code signs you in once.
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button busy={renew.isPending && 'Creating …'} onClick={() => renew.mutate()}>
          New recovery codes
        </Button>
        <Button kind="danger" onClick={() => setTurningOff(true)}>
          Turn it off
        </Button>
      </div>
      <ProblemNotice thrown={renew.error} />
      {renew.data && (
        <SecretDialog
          title="Your new recovery codes"
          value={renew.data.recovery_codes.join('\n')}
          onClose={() => renew.reset()}
        />
      )}
      {isTurningOff && (
        <FormDialog
          title="Turn off two-factor authentication?"
          action="Turn it off"
          kind="danger"
          onSubmit={turnOff}
          onClose={() => setTurningOff(false)}
        >
          {(thrown) => (
            <>
              <p className="text-soft">Your password alone will then be enough to sign in.</p>
              <Password problem={thrown} />
              <Code problem={thrown} />
            </>
          )}
        </FormDialog>
      )}
    </>
  );
}
