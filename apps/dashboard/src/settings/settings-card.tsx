import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { answerOf, api } from '../api/client';
import { Button } from '../ui/button';
import { Form } from '../ui/form';
import { Notice } from '../ui/notice';
import { ProblemNotice } from '../ui/problem-notice';
import { cardClass, Section } from '../ui/section';
import { Edition } from './edition';
import { type Changes, changesOf, type Settings } from './settings-form';
import { settingsQuery } from './settings-query';

interface SettingsCardProps {
  title: string;
  stored: Settings;
  /** Reads the settings from the form. */
  read: (form: FormData) => Changes;
  /**
   * The fields that show settings, given what the last attempt has thrown. They call `touch` when a person changes
   * something that is no input, such as the length of a list.
   */
  children: (shown: Settings, thrown: unknown, touch: () => void) => ReactNode;
}

/** A form for some of the settings. It sends what the person changed in it. */
export function SettingsCard({ title, stored, read, children }: SettingsCardProps) {
  const form = useRef<HTMLFormElement>(null);
  const { shown, edition, touch, save } = useBegunForm(stored, read, form);
  return (
    <Section title={title}>
      <div className={cardClass}>
        <Form ref={form} onInput={touch} onSubmit={(_, element) => save.mutate(read(new FormData(element)))}>
          <Edition edition={edition}>{children(shown, save.error, touch)}</Edition>
          {save.isSuccess && <Notice>Saved. New uploads use it.</Notice>}
          <ProblemNotice thrown={save.error} withFaults />
          <div>
            <Button type="submit" kind="primary" busy={save.isPending && 'Saving …'}>
              Save
            </Button>
          </div>
        </Form>
      </div>
    </Section>
  );
}

/**
 * The settings that a form began with. It begins again with newer ones until a person changes something in it, and once
 * they are saved.
 */
function useBegunForm(stored: Settings, read: SettingsCardProps['read'], form: RefObject<HTMLFormElement | null>) {
  const queries = useQueryClient();
  const [begun, setBegun] = useState({ shown: stored, edition: 0, isTouched: false, seen: stored });
  const { shown, edition, isTouched, seen } = begun;
  if (seen !== stored) {
    const isNew = !isTouched && Object.keys(changesOf(shown, stored)).length > 0;
    setBegun({ ...begun, seen: stored, ...(isNew && { shown: stored, edition: edition + 1 }) });
  }
  const showsExactly = (settings: object): boolean =>
    form.current !== null && Object.keys(changesOf(settings, read(new FormData(form.current)))).length === 0;
  const save = useMutation({
    mutationFn: (wanted: Changes) => answerOf(api.PUT('/api/settings', { body: changesOf(shown, wanted) })),
    onMutate: () => queries.cancelQueries({ queryKey: settingsQuery.queryKey }),
    onSuccess: (settings, wanted) => {
      // What a person types meanwhile stays; what the API writes differently is shown as it is.
      const isUnchanged = showsExactly(wanted);
      const next = { shown: settings, edition: isUnchanged && !showsExactly(settings) ? edition + 1 : edition };
      setBegun({ ...next, isTouched: !isUnchanged, seen });
      queries.setQueryData(settingsQuery.queryKey, settings);
    },
  });
  const touch = () => setBegun((now) => ({ ...now, isTouched: true }));
  return { shown, edition, touch, save };
}
