import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api/client';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { Notice } from '../ui/notice';
import { ProblemNotice } from '../ui/problem-notice';
import { cardClass, Section } from '../ui/section';
import { meQuery } from './me-query';

/** The name that others see. */
export function NameChange({ name: current }: { name: string }) {
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (name: string) => answerOf(api.PATCH('/api/account', { body: { name } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  return (
    <Section title="Name">
      <div className={`${cardClass} max-w-xl`}>
        <Form onSubmit={({ name = '' }) => save.mutate(name)}>
          <Field
            label="Name"
            name="name"
            autoComplete="name"
            defaultValue={current}
            maxLength={200}
            note="Members of your workspaces see it."
            problem={save.error}
            required
          />
          {save.isSuccess && <Notice>Your name was changed.</Notice>}
          <ProblemNotice thrown={save.error} />
          <div>
            <Button type="submit" busy={save.isPending && 'Saving …'}>
              Save
            </Button>
          </div>
        </Form>
      </div>
    </Section>
  );
}

/** Mails a link to the new address; the address changes when the link is used. */
export function EmailChange({ email: current }: { email: string }) {
  const ask = useMutation({
    mutationFn: (email: string) => answerOf(api.POST('/api/account/email', { body: { email } })),
  });
  return (
    <Section title="Email address">
      <div className={`${cardClass} max-w-xl`}>
        <Form onSubmit={({ email = '' }) => ask.mutate(email)}>
          <Field
            label="New email address"
            name="email"
            type="email"
            autoComplete="email"
            note={`You sign in with ${current} until you open the link that we email to the new address.`}
            problem={ask.error}
            required
          />
          {ask.isSuccess && <Notice>We have mailed a link to {ask.variables}. Open it in this browser.</Notice>}
          <ProblemNotice thrown={ask.error} />
          <div>
            <Button type="submit" busy={ask.isPending && 'Sending …'}>
              Send me a link
            </Button>
          </div>
        </Form>
      </div>
    </Section>
  );
}
