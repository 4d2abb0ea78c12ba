import { useMutation } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Ticks } from '../ui/form-fields';
import { textOf } from '../ui/form-text';
import { Notice } from '../ui/notice';
import { ProblemNotice } from '../ui/problem-notice';
import { SettingsCard } from './settings-card';
import type { Changes, Settings } from './settings-form';

type Channel = Schemas['TestNotificationDto']['channel'];

const DISCORD: Readonly<Record<keyof Settings['notify']['discord'], string>> = {
  queued: 'An upload was accepted',
  completed: 'An upload is live on every platform',
  partial: 'An upload is live on some of its platforms',
  failed: 'An upload failed on every platform',
  needs_reconnection: 'An account must be connected again',
  slow_publish: 'A post was published five minutes late or more',
  quota: '80 % or all of the uploads of the period are used',
  digest: 'A summary of the previous day, at 09:00 UTC',
};
const MAIL: Readonly<Record<keyof Settings['notify']['mail'], string>> = {
  completed: 'A post is live, or an upload without posts is ready',
  failed: 'A post, or an upload without posts, failed',
  needs_reconnection: 'An account must be connected again',
  tokens_low: 'The token balance is low',
};
const IN_APP: Readonly<Record<keyof Settings['notify']['in_app'], string>> = {
  completed: 'An upload is live on every platform',
  partial: 'An upload is live on some of its platforms',
  failed: 'An upload failed on every platform',
  approvals: 'Posts need approval, or were approved or rejected',
  needs_reconnection: 'An account must be connected again',
  slow_publish: 'A post was published five minutes late or more',
  render_failed: 'A render failed',
  quota: '80 % or all of the uploads of the period are used',
  tokens_low: 'The token balance is low',
  subscription: 'The plan changed, or a payment failed',
};

/** Which events reach people, and how. */
export function NotificationSettings({ stored }: { stored: Settings }) {
  return (
    <SettingsCard title="Notifications" stored={stored} read={readNotifications}>
      {(shown, thrown) => <Channels shown={shown} thrown={thrown} />}
    </SettingsCard>
  );
}

function Channels({ shown, thrown }: { shown: Settings; thrown: unknown }) {
  return (
    <>
      <Ticks title="In the dashboard" name="in_app" choices={IN_APP} chosen={chosenOf(shown.notify.in_app)} />
      <Ticks title="By email" name="mail" choices={MAIL} chosen={chosenOf(shown.notify.mail)} />
      <Test channel="mail" label="Send me a test email" />
      <Field
        label="Discord webhook"
        name="discord_webhook"
        type="text"
        defaultValue={shown.discord_webhook ?? ''}
        maxLength={300}
        autoComplete="off"
        spellCheck={false}
        note="Copy it from Discord: Channel settings → Integrations. We show only part of the stored address. Clear the field to remove it."
        problem={thrown}
      />
      <Ticks title="To Discord" name="discord" choices={DISCORD} chosen={chosenOf(shown.notify.discord)} />
      {shown.discord_webhook && <Test channel="discord" label="Send a test to Discord" />}
    </>
  );
}

function Test({ channel, label }: { channel: Channel; label: string }) {
  const test = useMutation({ mutationFn: () => answerOf(api.POST('/api/notifications/test', { body: { channel } })) });
  return (
    <div className="flex flex-col items-start gap-2">
      <Button busy={test.isPending && 'Sending …'} onClick={() => test.mutate()}>
        {label}
      </Button>
      {test.data && <Notice>{test.data.status === 'sent' ? 'It has arrived.' : 'It is on its way.'}</Notice>}
      <ProblemNotice thrown={test.error} />
    </div>
  );
}

const chosenOf = (alerts: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(alerts).flatMap(([name, isOn]) => (isOn ? [name] : []));

function readNotifications(form: FormData): Changes {
  const choices = <Name extends string>(channel: keyof Settings['notify'], names: Readonly<Record<Name, string>>) => {
    const chosen = form.getAll(channel);
    return Object.fromEntries(Object.keys(names).map((name) => [name, chosen.includes(name)])) as Record<Name, boolean>;
  };
  return {
    discord_webhook: textOf(form, 'discord_webhook') || null,
    notify: {
      discord: choices('discord', DISCORD),
      mail: choices('mail', MAIL),
      in_app: choices('in_app', IN_APP),
    },
  };
}
