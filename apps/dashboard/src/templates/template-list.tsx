import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { May } from '../account/may';
import type { Schemas } from '../api/client';
import { buttonClass } from '../ui/button';
import { Empty, Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Time, ZoneNote } from '../ui/time';
import { templatesQuery } from './template-queries';

/** Edits with fields, from which renders are made. */
export function TemplateList() {
  const list = useQuery(templatesQuery);
  const templates = list.data ?? [];
  return (
    <Page title="Templates">
      {list.isPending && <Loading />}
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      {list.isSuccess && templates.length === 0 && (
        <Empty title="No templates yet">
          <p>
            A template is an edit whose texts, colours and files are fields to fill in. Write an edit with placeholders
            such as <code>{'{{ TITLE }}'}</code>, then save it as a template.
          </p>
          <May least="editor">
            <Link to="/renders/new" className={buttonClass('primary')}>
              Write an edit
            </Link>
          </May>
        </Empty>
      )}
      <ul className="flex flex-col gap-3">
        {templates.map((template) => (
          <Row key={template.id} template={template} />
        ))}
      </ul>
      {templates.length > 0 && <ZoneNote />}
    </Page>
  );
}

function Row({ template: { id, name, updated } }: { template: Schemas['TemplateListItem'] }) {
  return (
    <li className="relative rounded-xl border border-line bg-card p-4 hover:border-field">
      <Link
        to="/templates/$id"
        params={{ id }}
        className="block font-medium break-words text-ink no-underline after:absolute after:inset-0 after:rounded-xl"
      >
        {name}
      </Link>
      <p className="text-sm text-soft">
        Changed <Time at={updated} />
      </p>
    </li>
  );
}
