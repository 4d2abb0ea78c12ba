import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { MayOpen } from '../account/may';
import { answerOf, api, type Schemas } from '../api/client';
import { formatEdit, parseEdit, useEditCheck } from '../renders/edit-check';
import { EditWorkbench } from '../renders/edit-workbench';
import { Button } from '../ui/button';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Text } from '../ui/text';
import { templateQuery, templatesQuery } from './template-queries';

const route = getRouteApi('/shell/templates/$id/edit');

/** The edit of a template, with its placeholders and their defaults. */
export const TemplateEdit = () => (
  <MayOpen least="editor" title="Edit of a template">
    <Edit />
  </MayOpen>
);

function Edit() {
  const { id } = route.useParams();
  // A later answer would replace what the person has typed.
  const template = useQuery({ ...templateQuery(id), refetchOnWindowFocus: false });
  return (
    <Page title="Edit of a template">
      {template.isPending && <Loading rows={4} />}
      <ProblemNotice thrown={template.error} onRetry={() => void template.refetch()} />
      {template.data && <Editor stored={template.data} />}
    </Page>
  );
}

function Editor({ stored }: { stored: Schemas['TemplateData'] }) {
  const [name, setName] = useState(stored.name);
  const [text, setText] = useState(() => formatEdit(stored.template));
  const check = useEditCheck(text);
  const save = useSave(stored.id);
  const parsed = parseEdit(text);
  const edit = 'edit' in parsed ? parsed.edit : undefined;
  return (
    <EditWorkbench
      text={text}
      check={check}
      onChange={setText}
      start={
        <div className="mb-4">
          <Text label="Name" value={name} most={255} onChange={setName} />
        </div>
      }
    >
      <p className="text-sm text-soft">
        The edit is checked with the defaults of its <code>merge</code> list. A template may have faults: it is checked
        again with its values when it is rendered.
      </p>
      <ProblemNotice thrown={save.error} withFaults />
      <Button
        kind="primary"
        busy={save.isPending && 'Saving …'}
        disabled={!edit || name.trim() === ''}
        onClick={() => edit && save.mutate({ name, template: edit })}
      >
        Save
      </Button>
    </EditWorkbench>
  );
}

function useSave(id: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: Schemas['TemplateDto']) =>
      answerOf(api.PUT('/edit/v1/templates/{id}', { params: { path: { id } }, body })),
    onSuccess: async () => {
      void queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
      await queries.invalidateQueries({ queryKey: templateQuery(id).queryKey });
      await navigate({ to: '/templates/$id', params: { id } });
    },
  });
}
