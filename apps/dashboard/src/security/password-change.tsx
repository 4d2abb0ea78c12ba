import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';
import { Button } from '../ui/button';
import { Form } from '../ui/form';
import { Notice } from '../ui/notice';
import { NewPassword, Password } from '../ui/password-field';
import { ProblemNotice } from '../ui/problem-notice';
import { cardClass, Section } from '../ui/section';
import { sessionsQuery } from './sessions';

/** A new password signs out every other device. */
export function PasswordChange() {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: ({ body }: { body: Schemas['ChangePasswordDto']; form: HTMLFormElement }) =>
      answerOf(api.POST('/api/auth/password', { body })),
    onSuccess: (_, { form }) => {
      form.reset();
      return queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    },
  });
  const submit = (
    { current_password = '', new_password = '', revoke }: Record<string, string>,
    form: HTMLFormElement,
  ) => change.mutate({ body: { current_password, new_password, revoke_api_keys: revoke !== undefined }, form });
  return (
    <Section title="Password">
      <div className={`${cardClass} max-w-xl`}>
        <Form onSubmit={submit}>
          <Password label="Current password" name="current_password" problem={change.error} />
          <NewPassword note="12 characters or more. All other devices are signed out." problem={change.error} />
          <label className="flex min-h-8 items-center gap-2 text-sm">
            <input type="checkbox" name="revoke" value="yes" className="size-4 shrink-0 accent-accent" />
            Also revoke every API key that you created
          </label>
          {change.isSuccess && <Notice>Your password was changed.</Notice>}
          <ProblemNotice thrown={change.error} />
          <div>
            <Button type="submit" kind="primary" busy={change.isPending && 'Changing …'}>
              Change the password
            </Button>
          </div>
        </Form>
      </div>
    </Section>
  );
}
