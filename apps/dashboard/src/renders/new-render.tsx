import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { meQuery } from '../account/me-query';
import { answerOf, api, type Schemas } from '../api/client';
import { IdempotencyKeys } from '../api/idempotency-keys';
import { Button } from '../ui/button';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { parseEdit, useEditCheck } from './edit-check';
import { Estimate } from './estimate';
import { EXAMPLES } from './examples';
import { FaultList } from './fault-list';
import { FramePreview } from './frame-preview';
import { editQuery, jobsQuery } from './job-queries';
import { lineOf, type Place } from './json-places';

const route = getRouteApi('/shell/renders/new');

const format = (edit: unknown): string => JSON.stringify(edit, null, 2);

/** An edit as JSON, from an example or from an earlier render. */
export function NewRender() {
  const { from } = route.useSearch();
  const earlier = useQuery({ ...editQuery(from ?? ''), enabled: from !== undefined });
  return (
    <Page title="New render">
      <ProblemNotice thrown={earlier.error} />
      {from !== undefined && earlier.isPending ? (
        <Loading rows={5} />
      ) : (
        <Editor key={from} initial={format(earlier.data ?? EXAMPLES[0].edit)} />
      )}
    </Page>
  );
}

function Editor({ initial }: { initial: string }) {
  const [text, setText] = useState(initial);
  const box = useRef<HTMLTextAreaElement>(null);
  const check = useEditCheck(text);
  const me = useQuery(meQuery);
  const render = useRender();
  const submit = () => {
    const parsed = parseEdit(text);
    if ('edit' in parsed) render.mutate(parsed.edit);
  };
  return (
    <div className="grid gap-6 lg:grid-cols-[3fr_2fr]">
      <div className="min-w-0">
        <Examples onChoose={(edit) => setText(format(edit))} />
        <label htmlFor="edit" className="mb-1 block text-sm font-medium">
          The edit, in JSON
        </label>
        <textarea
          id="edit"
          ref={box}
          value={text}
          onChange={({ target }) => setText(target.value)}
          spellCheck={false}
          autoCapitalize="off"
          aria-invalid={check.faults.length > 0}
          aria-describedby="faults"
          rows={24}
          className="w-full rounded-lg border border-field bg-card p-3 font-mono text-sm aria-invalid:border-bad"
        />
      </div>
      <div className="flex flex-col gap-4">
        <FramePreview text={text} check={check} />
        <Estimate check={check} available={me.data?.tokens?.balance} />
        <div id="faults" aria-live="polite">
          <FaultList faults={check.faults} text={text} onSelect={(place) => showPlace(box.current, place)} />
        </div>
        <ProblemNotice thrown={render.error} withFaults />
        <Button
          kind="primary"
          busy={render.isPending && 'Sending …'}
          disabled={check.faults.length > 0}
          onClick={submit}
        >
          Render it
        </Button>
      </div>
    </div>
  );
}

function showPlace(editor: HTMLTextAreaElement | null, { start, end }: Place): void {
  if (!editor) return;
  editor.focus();
  editor.setSelectionRange(start, end);
  const lines = editor.value.split('\n').length;
  editor.scrollTop = (lineOf(editor.value, start) - 4) * (editor.scrollHeight / lines);
}

/** Sends the edit; a repetition after a lost answer starts no second render. */
function useRender() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [keys] = useState(() => new IdempotencyKeys());
  return useMutation({
    mutationFn: (edit: Schemas['Edit']) => {
      const params = { header: { 'Idempotency-Key': keys.keyOf(edit) } };
      return answerOf(api.POST('/api/v1/render', { params, body: edit }));
    },
    onSuccess: async ({ job_id: id }) => {
      void queries.invalidateQueries({ queryKey: jobsQuery.queryKey });
      void queries.invalidateQueries({ queryKey: meQuery.queryKey });
      await navigate({ to: '/renders/$id', params: { id } });
    },
  });
}

function Examples({ onChoose }: { onChoose: (edit: object) => void }) {
  return (
    <fieldset className="mb-4">
      <legend className="mb-1 text-sm font-medium">Start from an example</legend>
      <div className="flex flex-wrap gap-2">
        {EXAMPLES.map(({ name, about, edit }) => (
          <Button key={name} title={about} onClick={() => onChoose(edit)}>
            {name}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
