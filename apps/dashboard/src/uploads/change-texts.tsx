import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Schemas } from '../api/client';
import { Problem, problemOf } from '../api/problem';
import { platformName, platformsQuery } from '../platforms/platform-queries';
import { Button } from '../ui/button';
import { FormDialog } from '../ui/form-dialog';
import { LimitedText, TOO_LONG_FOR_POST } from './limited-text';
import { isChangeable } from './post-state';
import { hasTitle, overridesWith, textsOf, type WrittenTexts } from './post-texts';
import { renewUpload, type UploadDetails } from './upload-queries';

type Post = Schemas['PublicationResponse'];

interface ChangeTextsProps {
  upload: UploadDetails;
  post: Post;
}

/** The answer to a change of a former revision, in place of the advice for programs. */
const CHANGED = new Problem(409, {
  code: 'publication_changed',
  title: 'The post was changed elsewhere meanwhile',
  detail: 'Your texts are not saved.',
  help: 'Close this window, read the post, and change its texts again.',
});

/** Corrects the texts of a post that nobody has sent yet, or that has failed. */
export function ChangeTexts({ upload, post }: ChangeTextsProps) {
  const [begun, setBegun] = useState<Post>();
  const isPossible = isChangeable(post) || (post.status === 'failed' && post.account_id !== null);
  return (
    <>
      {isPossible && <Button onClick={() => setBegun(post)}>Change the texts</Button>}
      {begun && <TextsDialog upload={upload} post={post} begun={begun} onClose={() => setBegun(undefined)} />}
    </>
  );
}

interface TextsDialogProps extends ChangeTextsProps {
  /** The post as the person has begun to change it. */
  begun: Post;
  onClose: () => void;
}

function TextsDialog({ upload, post, begun, onClose }: TextsDialogProps) {
  const queries = useQueryClient();
  const [texts, setTexts] = useState<WrittenTexts>(() => textsOf(upload, begun));
  const save = async () => {
    const overrides = overridesWith(upload, begun, texts);
    if (!overrides) return;
    const params = {
      path: { id: upload.id, target: post.id },
      header: { 'If-Match': `"${revisionOf(post, begun)}"` },
    };
    try {
      await answerOf(api.PATCH('/api/uploads/{id}/targets/{target}', { params, body: { overrides } }));
    } catch (thrown) {
      throw problemOf(thrown).code === CHANGED.code ? CHANGED : thrown;
    } finally {
      await renewUpload(queries, upload.id);
    }
  };
  return (
    <FormDialog
      title={`Texts of ${post.account_name} on ${platformName(post.platform)}`}
      action="Save them"
      onSubmit={save}
      onClose={onClose}
    >
      {(thrown) => (
        <>
          <Consequence post={post} />
          <Fields
            platform={post.platform}
            texts={texts}
            thrown={thrown}
            onChange={(change) => setTexts((former) => ({ ...former, ...change }))}
          />
        </>
      )}
    </FormDialog>
  );
}

/** The newest revision, unless another person has changed the texts since: the API refuses the former one. */
const revisionOf = (post: Post, begun: Post): number =>
  JSON.stringify(post.overrides) === JSON.stringify(begun.overrides) ? post.revision : begun.revision;

/** What the person has to do after the change. */
function Consequence({ post: { approval, status } }: { post: Post }) {
  const isApproved = approval === 'given';
  if (!isApproved && status !== 'failed') return null;
  return (
    <p className="text-sm text-soft">
      {isApproved && 'The post is approved: after a change it has to be approved again. '}
      {status === 'failed' && 'A change sends nothing: choose “Publish again” afterwards.'}
    </p>
  );
}

interface FieldsProps {
  platform: string;
  texts: WrittenTexts;
  /** What the last attempt has thrown. */
  thrown: unknown;
  onChange: (change: Partial<WrittenTexts>) => void;
}

function Fields({ platform, texts: { title, caption }, thrown, onChange }: FieldsProps) {
  const { data } = useQuery(platformsQuery);
  const limits = data?.text_limits[platform];
  const faults = thrown ? problemOf(thrown).faults : [];
  const faultsOf = (field: string) => faults.filter(({ path }) => path === `overrides.${field}`);
  return (
    <>
      {hasTitle(platform) && (
        <LimitedText
          label="Title"
          value={title}
          most={512}
          limits={limits ? { [platform]: limits.title } : {}}
          whenLong={TOO_LONG_FOR_POST}
          faults={faultsOf('title')}
          onChange={(text) => onChange({ title: text })}
        />
      )}
      <LimitedText
        label="Caption, with its hashtags"
        value={caption}
        most={10_000}
        rows={5}
        limits={limits ? { [platform]: limits.caption } : {}}
        whenLong={TOO_LONG_FOR_POST}
        faults={faultsOf('caption')}
        onChange={(text) => onChange({ caption: text })}
      />
      <p className="text-sm text-soft">
        An empty text is that of the upload.
        {!hasTitle(platform) && ' A post without a caption has the title as its caption.'}
      </p>
    </>
  );
}
