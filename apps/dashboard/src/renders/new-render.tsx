import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { MayOpen } from '../account/may';
import { meQuery } from '../account/me-query';
import { answerOf, api, type Schemas } from '../api/client';
import { IdempotencyKeys } from '../api/idempotency-keys';
import { NewTemplate } from '../templates/new-template';
import { Button } from '../ui/button';
import { LeaveQuestion } from '../ui/leave-question';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { formatEdit, parseEdit, useEditCheck } from './edit-check';
import { EditWorkbench } from './edit-workbench';
import { EXAMPLES } from './examples';
import { editQuery, jobsQuery } from './job-queries';

const route = getRouteApi('/shell/renders/new');

/** An edit as JSON, from an example or from an earlier render. */
export const NewRender = () => (
  <MayOpen least="editor" title="New render">
    <NewEdit />
  </MayOpen>
);

function NewEdit() {
  const { from } = route.useSearch();
  const earlier = useQuery({ ...editQuery(from ?? ''), enabled: from !== undefined });
  return (
    <Page title="New render">
      <ProblemNotice thrown={earlier.error} />
      {earlier.data === null && (
        <p className="mb-4 rounded-lg border border-line bg-card p-4 text-sm">
          The edit of that render is no longer kept. Below is an example.
        </p>
      )}
      {from !== undefined && earlier.isPending ? (
        <Loading rows={5} />
      ) : (
        <Editor key={from} initial={formatEdit(earlier.data ?? EXAMPLES[0].edit)} />
      )}
    </Page>
  );
}

function Editor({ initial }: { initial: string }) {
  const [text, setText] = useState(initial);
  /** What the person began with. */
  const [start, setStart] = useState(initial);
  const [isSaving, setSaving] = useState(false);
  const check = useEditCheck(text);
  const render = useRender();
  const parsed = parseEdit(text);
  const edit = 'edit' in parsed ? parsed.edit : undefined;
  const begin = (example: object) => {
    setStart(formatEdit(example));
    setText(formatEdit(example));
  };
  return (
    <EditWorkbench text={text} check={check} onChange={setText} start={<Examples onChoose={begin} />}>
      <ProblemNotice thrown={render.error} withFaults />
      <Button
        kind="primary"
        busy={render.isPending && 'Sending …'}
        disabled={!edit || check.faults.length > 0}
        onClick={() => edit && render.mutate(edit)}
      >
        Render it
      </Button>
      <Button disabled={!edit} onClick={() => setSaving(true)}>
        Save as a template
      </Button>
      {isSaving && edit && <NewTemplate edit={edit} onClose={() => setSaving(false)} />}
      <LeaveQuestion isAsked={text !== start}>The edit that you have written here would be lost.</LeaveQuestion>
    </EditWorkbench>
  );
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
      await navigate({ to: '/renders/$id', params: { id }, ignoreBlocker: true });
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
