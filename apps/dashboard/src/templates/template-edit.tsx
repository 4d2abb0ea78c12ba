import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { MayOpen } from '../account/may';
import { answerOf, api, type Schemas } from '../api/client';
import { formatEdit, parseEdit, useEditCheck } from '../renders/edit-check';
import { EditWorkbench } from '../renders/edit-workbench';
import { Button } from '../ui/button';
import { LeaveQuestion } from '../ui/leave-question';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Text } from '../ui/text';
import { NewerTemplate } from './newer-template';
import { newerTemplate, templateQuery, templatesQuery, templateToEditQuery } from './template-queries';

const route = getRouteApi('/shell/templates/$id/edit');

type Template = Schemas['TemplateData'];
type Content = Pick<Template, 'name' | 'template'>;

/** The edit of a template, with its placeholders and their defaults. */
export const TemplateEdit = () => (
  <MayOpen least="editor" title="Edit of a template">
    <Edit />
  </MayOpen>
);

function Edit() {
  const { id } = route.useParams();
  const template = useQuery(templateToEditQuery(id));
  return (
    <Page title="Edit of a template">
      {template.isPending && <Loading rows={4} />}
      <ProblemNotice thrown={template.error} onRetry={() => void template.refetch()} />
      {template.data && <Editor begun={template.data} />}
    </Page>
  );
}

/** @param begun the template as the person has opened it */
function Editor({ begun }: { begun: Template }) {
  const [name, setName] = useState(begun.name);
  const [text, setText] = useState(() => formatEdit(begun.template));
  const check = useEditCheck(text);
  const save = useSave(begun);
  const parsed = parseEdit(text);
  const edit = 'edit' in parsed ? parsed.edit : undefined;
  const saveOver = (revision: number) => edit && save.mutate({ name, template: edit, revision });
  const newer = save.data;
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
        onClick={() => saveOver(begun.revision)}
      >
        Save
      </Button>
      {newer && (
        <NewerTemplate
          id={begun.id}
          question="Replace the newer version?"
          action="Replace it"
          keep="Go on editing"
          onAct={() => saveOver(newer.revision)}
          onKeep={save.reset}
        />
      )}
      <LeaveQuestion isAsked={name !== begun.name || text !== formatEdit(begun.template)}>
        What you have changed in this template would be lost.
      </LeaveQuestion>
    </EditWorkbench>
  );
}

interface Saved extends Content {
  /** The one that it replaces: the API refuses to replace another. */
  revision: number;
}

/** Saves nothing if the template has another revision by now, and answers with the template of that one. */
function useSave({ id }: Template) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ revision, ...body }: Saved): Promise<Template | null> => {
      const params = { path: { id }, header: { 'If-Match': `"${revision}"` } };
      try {
        await answerOf(api.PUT('/edit/v1/templates/{id}', { params, body }));
        return null;
      } catch (thrown) {
        const stored = await newerTemplate(id, thrown);
        // The answer to an earlier attempt may have been lost.
        return isSame(stored, body) ? null : stored;
      }
    },
    onSuccess: async (newer) => {
      if (newer) return;
      void queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
      await queries.invalidateQueries({ queryKey: templateQuery(id).queryKey });
      await navigate({ to: '/templates/$id', params: { id }, ignoreBlocker: true });
    },
  });
}

const isSame = (one: Content, other: Content): boolean =>
  one.name === other.name && formatEdit(one.template) === formatEdit(other.template);
