import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import { Form } from '../ui/form';
import { Notice } from '../ui/notice';
import { ProblemNotice } from '../ui/problem-notice';
import { cardClass, Section } from '../ui/section';
import type { Changes, Settings } from './settings-form';

interface SettingsCardProps {
  title: string;
  change: UseMutationResult<Settings, Error, Changes>;
  /** Reads the settings from the form. */
  read: (form: FormData) => Changes;
  children: ReactNode;
}

/** A form for some of the settings. */
export function SettingsCard({ title, change, read, children }: SettingsCardProps) {
  return (
    <Section title={title}>
      <div className={cardClass}>
        <Form onSubmit={(_, form) => change.mutate(read(new FormData(form)))}>
          {children}
          {change.isSuccess && <Notice>Saved. New uploads use it.</Notice>}
          <ProblemNotice thrown={change.error} withFaults />
          <div>
            <Button type="submit" kind="primary" busy={change.isPending && 'Saving …'}>
              Save
            </Button>
          </div>
        </Form>
      </div>
    </Section>
  );
}
