import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { meQuery } from '../account/me-query';
import { Check } from '../ui/check';
import { Labelled } from '../ui/labelled';
import { Select } from '../ui/select';
import { ZONE } from '../ui/time';
import type { Composition, CompositionProps } from './composition';

type When = Composition['when'];

/** When the posts are published, and whether someone must approve them; only what the plan includes. */
export function ScheduleChoice({ composition, onChange }: CompositionProps) {
  const id = useId();
  const me = useQuery(meQuery);
  const features = me.data?.entitlements.features ?? [];
  const choices: Partial<Record<When, string>> = {
    immediate: 'As soon as it is ready',
    ...(features.includes('scheduling') && { scheduled: 'At a time that you choose' }),
    ...(features.includes('smart_scheduling') && { smart: 'When most people watch, each platform on its own day' }),
  };
  const { when, time, needsApproval } = composition;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Select
        label="When it is published"
        value={when}
        choices={choices}
        onChange={(value) => onChange({ when: value as When })}
      />
      {when === 'scheduled' && (
        <Labelled id={id} label={`Time (${ZONE})`}>
          <input
            id={id}
            type="datetime-local"
            value={time}
            required
            onChange={({ target }) => onChange({ time: target.value })}
            className="min-h-10 rounded-lg border border-field bg-card px-3 text-base"
          />
        </Labelled>
      )}
      {features.includes('approval_workflows') && (
        <div className="sm:col-span-2">
          <Check checked={needsApproval} onChange={(isNeeded) => onChange({ needsApproval: isNeeded })}>
            Someone must approve it before it is published
          </Check>
        </div>
      )}
    </div>
  );
}
