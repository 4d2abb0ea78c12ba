import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { mayAs } from '../account/may';
import { answerOf, api } from '../api/client';
import { Button, buttonClass } from '../ui/button';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { Notice } from '../ui/notice';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { cardClass, Section } from '../ui/section';
import { ZoneNote } from '../ui/time';
import { Invites } from './invites';
import { Members } from './members';
import { OtherWorkspaces } from './other-workspaces';
import { type WorkspaceDetails, workspaceQuery } from './workspace-query';

/** The people who work together, and the workspaces that this person can switch to. */
export function Workspace() {
  const { data, error, isPending, refetch } = useQuery(workspaceQuery);
  const manages = mayAs(data?.role, 'admin');
  const log = (
    <Link to="/people/audit-log" className={buttonClass()}>
      Audit log
    </Link>
  );
  return (
    <Page title="People" actions={manages && log}>
      {isPending && <Loading rows={4} />}
      <ProblemNotice thrown={error} onRetry={() => void refetch()} />
      {data && (
        // The forms of another workspace start anew.
        <div key={data.id} className="flex flex-col gap-8">
          {data.role === 'owner' ? <Rename name={data.name} /> : <p className="text-lg break-words">{data.name}</p>}
          <Members workspace={data} />
          {manages && <Invites workspace={data} />}
          {data.available.length > 1 && <OtherWorkspaces workspace={data} />}
          <ZoneNote />
        </div>
      )}
    </Page>
  );
}

function Rename({ name: current }: Pick<WorkspaceDetails, 'name'>) {
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (name: string) => answerOf(api.PATCH('/api/workspace', { body: { name } })),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <Section title="Name of the workspace">
      <div className={`${cardClass} max-w-xl`}>
        <Form onSubmit={({ name = '' }) => save.mutate(name)}>
          <Field label="Name" name="name" defaultValue={current} maxLength={200} problem={save.error} required />
          {save.isSuccess && <Notice>The workspace was renamed.</Notice>}
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
