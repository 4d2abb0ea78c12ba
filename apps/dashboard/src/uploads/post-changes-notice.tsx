import { Fragment, type Ref } from 'react';
import { Button } from '../ui/button';
import type { PostChange } from './post-changes';

interface PostChangesProps {
  ref: Ref<HTMLDivElement>;
  changes: readonly PostChange[];
  /** Called when the person says that they have read them. */
  onRead: () => void;
}

/** How the posts differ from those that a person has read; nobody decides about the new ones before they have read this. */
export function PostChanges({ ref, changes, onRead }: PostChangesProps) {
  return (
    <div ref={ref} tabIndex={-1} role="alert" className="rounded-lg border border-bad bg-bad-soft p-4 text-sm text-ink">
      <p className="font-semibold text-bad">The posts have changed since you read them</p>
      {changes.length === 0 && (
        <p className="mt-1">Their texts and times are the same. Look at the video and at the choices again.</p>
      )}
      {changes.map(({ id, post, fields }) => (
        <Fragment key={id}>
          <p className="mt-2 font-medium break-words">{post}</p>
          <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)]">
            {fields.map(({ name, before, after }) => (
              <Fragment key={name}>
                <dt className="text-soft">{name}</dt>
                <dd className="mb-1 whitespace-pre-line wrap-anywhere sm:mb-0">
                  <del className="text-soft">{before}</del> <ins className="no-underline">{after}</ins>
                </dd>
              </Fragment>
            ))}
          </dl>
        </Fragment>
      ))}
      <div className="mt-3">
        <Button onClick={onRead}>I have read the changes</Button>
      </div>
    </div>
  );
}
