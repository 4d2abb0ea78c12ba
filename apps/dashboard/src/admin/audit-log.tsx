import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { answerOf, api } from '../api/client';
import { AuditList } from '../audit/audit-list';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { SearchForm } from '../ui/search-form';
import { Section } from '../ui/section';
import { auditQuery } from './admin-queries';

const route = getRouteApi('/shell/admin/audit-log');

/** Every change of the installation, with filters in the address. */
export function AdminAuditLog() {
  const filters = route.useSearch();
  const navigate = useNavigate();
  const list = useInfiniteQuery(auditQuery(filters));
  return (
    <Page title="Audit log">
      <div className="flex flex-col gap-8">
        <Verification />
        <Section title="Entries">
          <div className="mb-4">
            <SearchForm shown={{ ...filters }} onSearch={(search) => void navigate({ to: '/admin/audit-log', search })}>
              <div className="grid gap-4 sm:grid-cols-3">
                <Field label="Action" name="action" defaultValue={filters.action} placeholder="user.suspended" />
                <Field label="By (id)" name="actor_id" defaultValue={filters.actor_id} />
                <Field label="About (id)" name="target_id" defaultValue={filters.target_id} />
              </div>
              <div className="flex flex-wrap gap-2">
                <Button type="submit">Filter</Button>
                <Button onClick={() => void navigate({ to: '/admin/audit-log', search: {} })}>Show all</Button>
              </div>
            </SearchForm>
          </div>
          <AuditList list={list} />
        </Section>
      </div>
    </Page>
  );
}

function Verification() {
  const verify = useMutation({ mutationFn: () => answerOf(api.GET('/api/admin/audit-log/verification')) });
  const { data } = verify;
  return (
    <Section title="Verification">
      <p className="mb-3 text-sm text-soft">
        Each entry contains the hash of the one before it, so that a change by hand shows.
      </p>
      <Button busy={verify.isPending && 'Verifying …'} onClick={() => verify.mutate()}>
        Verify it now
      </Button>
      {data && (
        <div className="mt-3">
          {data.intact ? (
            <Notice>
              The newest {data.verified} of {data.entries} entries are as they were written.
            </Notice>
          ) : (
            <p role="alert" className="rounded-lg border border-bad bg-bad-soft p-4 text-sm">
              Entry {data.broken_at} was changed, removed or inserted by hand.
            </p>
          )}
        </div>
      )}
      <ProblemNotice thrown={verify.error} />
    </Section>
  );
}
