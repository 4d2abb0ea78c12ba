import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { MayOpen } from '../account/may';
import { meQuery } from '../account/me-query';
import { answerOf, api, type Schemas } from '../api/client';
import { IdempotencyKeys } from '../api/idempotency-keys';
import { formatEdit, useEditCheck } from '../renders/edit-check';
import { EditPreview } from '../renders/edit-workbench';
import { FaultList } from '../renders/fault-list';
import { jobsQuery } from '../renders/job-queries';
import { Button, buttonClass } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldsAt, fieldsOf, filledEdit, valuesOf } from './merge-fields';
import { MergeInput } from './merge-input';
import { NewerTemplate } from './newer-template';
import { newerTemplate, templateQuery, templatesQuery } from './template-queries';

const route = getRouteApi('/shell/templates/$id');

type Template = Schemas['TemplateData'];

/** A template as a form with a field for each placeholder. */
export const TemplateForm = () => (
  <MayOpen least="editor" title="Template">
    <Form />
  </MayOpen>
);

function Form() {
  const { id } = route.useParams();
  const template = useQuery(templateQuery(id));
  return (
    <Page title={template.data?.name ?? 'Template'} actions={template.data && <Actions template={template.data} />}>
      {template.isPending && <Loading rows={4} />}
      <ProblemNotice thrown={template.error} onRetry={() => void template.refetch()} />
      {template.data && <Fields key={id} template={template.data} />}
    </Page>
  );
}

function Fields({ template: { id, template: edit } }: { template: Template }) {
  const fields = fieldsOf(edit);
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const values = valuesOf(fields, texts);
  const text = formatEdit(filledEdit(edit, values));
  const check = useEditCheck(text);
  const render = useRender(id, edit);
  const faults = check.faults.map((fault) => ({ ...fault, fields: fieldsAt(edit, fault.path), range: undefined }));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    render.mutate(values);
  };
  return (
    <form onSubmit={submit} className="grid gap-6 lg:grid-cols-[3fr_2fr]">
      <div className="flex min-w-0 flex-col gap-4">
        {fields.length === 0 && (
          <p className="text-soft">
            This template has no fields. Write placeholders such as <code>{'{{ TITLE }}'}</code> into its edit.
          </p>
        )}
        {fields.map((field) => (
          <MergeInput
            key={field.name}
            field={field}
            value={texts[field.name] ?? field.initial}
            faults={faults.filter((fault) => fault.fields.includes(field.name))}
            onChange={(value) => setTexts((former) => ({ ...former, [field.name]: value }))}
          />
        ))}
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <EditPreview text={text} check={check} />
        <div aria-live="polite">
          <FaultList faults={faults.filter((fault) => fault.fields.length === 0)} text={text} />
        </div>
        <ProblemNotice thrown={render.error} withFaults />
        <Button type="submit" kind="primary" busy={render.isPending && 'Sending …'} disabled={check.faults.length > 0}>
          Render it
        </Button>
      </div>
    </form>
  );
}

/** A repetition after a lost answer starts no second render. */
function useRender(template: string, edit: Template['template']) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [keys] = useState(() => new IdempotencyKeys());
  return useMutation({
    mutationFn: (merge: Schemas['MergeFieldDto'][]) => {
      const body = { id: template, merge };
      const params = { header: { 'Idempotency-Key': keys.keyOf({ ...body, edit }) } };
      return answerOf(api.POST('/edit/v1/templates/render', { params, body }));
    },
    onSuccess: async ({ response: { id } }) => {
      void queries.invalidateQueries({ queryKey: jobsQuery.queryKey });
      void queries.invalidateQueries({ queryKey: meQuery.queryKey });
      await navigate({ to: '/renders/$id', params: { id } });
    },
  });
}

function Actions({ template }: { template: Template }) {
  return (
    <>
      <Link to="/templates/$id/edit" params={{ id: template.id }} className={buttonClass()}>
        Change the edit
      </Link>
      <Removal template={template} />
    </>
  );
}

/** Deletes the version that the person has read; a newer one only after they say so. */
function Removal({ template: { id, name, revision } }: { template: Template }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [newer, setNewer] = useState<Template>();
  const remove = async (read: number) => {
    try {
      const params = { path: { id }, header: { 'If-Match': `"${read}"` } };
      await answerOf(api.DELETE('/edit/v1/templates/{id}', { params }));
    } catch (thrown) {
      const stored = await newerTemplate(id, thrown);
      queries.setQueryData(templateQuery(id).queryKey, stored);
      return setNewer(stored);
    }
    await queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
    await navigate({ to: '/templates' });
  };
  return (
    <>
      <Confirm label="Delete" question={`Delete ${name}?`} action="Delete it" onConfirm={() => remove(revision)}>
        Renders that were made from it remain.
      </Confirm>
      {newer && (
        <NewerTemplate
          id={id}
          question="Delete the newer version?"
          action="Delete it"
          keep="Keep it"
          onAct={() => remove(newer.revision)}
          onKeep={() => setNewer(undefined)}
        />
      )}
    </>
  );
}
