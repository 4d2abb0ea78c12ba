import { useMutation, useQueryClient } from '@tanstack/react-query';
import { meQuery } from '../account/me-query';
import { answerOf, api, type Schemas } from '../api/client';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { Password } from '../ui/password-field';
import { ProblemNotice } from '../ui/problem-notice';
import { SecretDialog } from '../ui/secret';
import { QrCode } from './qr-code';

const TITLE = 'Turn on two-factor authentication';

/** In three steps: the password, the app's first code, and the recovery codes. */
export function TwoFactorSetup({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const setUp = useMutation({
    mutationFn: (password: string) => answerOf(api.POST('/api/auth/totp/setup', { body: { password } })),
  });
  const enable = useMutation({
    mutationFn: (totp: string) => answerOf(api.POST('/api/auth/totp/enable', { body: { totp } })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  if (enable.data)
    return <SecretDialog title="Your recovery codes" value={enable.data.recovery_codes.join('\n')} onClose={onClose} />;
  return (
    <Dialog title={TITLE} onClose={onClose}>
      <div className="mt-4">
        {setUp.data ? (
          <Form onSubmit={({ totp = '' }) => enable.mutate(totp)}>
            <Secret {...setUp.data} />
            <Field
              label="The six digits that the app shows"
              name="totp"
              inputMode="numeric"
              autoComplete="one-time-code"
              minLength={6}
              maxLength={6}
              problem={enable.error}
              required
            />
            <ProblemNotice thrown={enable.error} />
            <Buttons action="Turn it on" isPending={enable.isPending} onClose={onClose} />
          </Form>
        ) : (
          <Form onSubmit={({ password = '' }) => setUp.mutate(password)}>
            <p className="text-soft">You need an authenticator app on your phone.</p>
            <Password problem={setUp.error} />
            <ProblemNotice thrown={setUp.error} />
            <Buttons action="Continue" isPending={setUp.isPending} onClose={onClose} />
          </Form>
        )}
      </div>
    </Dialog>
  );
}

function Secret({ secret, otpauth_url }: Schemas['TotpSetupResponse']) {
  return (
    <>
      <p className="text-soft">Scan the code with the app, or type the secret.</p>
      <div className="flex justify-center">
        <QrCode text={otpauth_url} label="QR code for the authenticator app" />
      </div>
      <output aria-label="Secret" className="block rounded-lg bg-sunken p-3 text-center font-mono text-sm break-all">
        {secret.match(/.{1,4}/g)?.join(' ')}
      </output>
    </>
  );
}

function Buttons({ action, isPending, onClose }: { action: string; isPending: boolean; onClose: () => void }) {
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" kind="primary" busy={isPending && 'Checking …'}>
        {action}
      </Button>
    </div>
  );
}
