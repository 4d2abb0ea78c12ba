import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { platformName } from '../platforms/platform-queries';
import { Button, buttonClass } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { cardClass } from '../ui/section';
import { Time } from '../ui/time';
import { cancelUpload, type EarlierUpload, earlierUploadOf, exclusively, forgetUpload } from './earlier-upload';

/** What became of an earlier attempt with this file; read again only by `refetch`, as long as the screen is there. */
export const useEarlierUpload = (video: File | undefined) =>
  useQuery({
    queryKey: ['earlier-upload', video?.name, video?.size, video?.lastModified],
    enabled: video !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: async () => (video && (await earlierUploadOf(video))) ?? null,
  });

interface EarlierNoticeProps {
  video: File;
  earlier: EarlierUpload;
  isRunning: boolean;
  onContinue: () => void;
  /** The earlier upload is out of the way. */
  onForgotten: () => Promise<unknown>;
}

/** Stands in place of the form: nothing that is chosen there would change the earlier upload. */
export function EarlierNotice({ video, earlier, isRunning, onContinue, onForgotten }: EarlierNoticeProps) {
  const { upload, standing } = earlier;
  const forget = () => {
    forgetUpload(video);
    return onForgotten();
  };
  const startAgain = () => exclusively(video, () => cancelUpload(upload.id)).then(forget);
  if (standing === 'arrived')
    return (
      <Card title="This video has arrived already" upload={upload}>
        <Link to="/uploads/$id" params={{ id: upload.id }} className={buttonClass('primary')}>
          See its upload
        </Link>
        <Button onClick={() => void forget()}>Send it as another upload</Button>
      </Card>
    );
  return (
    <Card title="A part of this video has been sent" upload={upload}>
      {!isRunning && (
        <>
          <Button kind="primary" onClick={onContinue}>
            Continue
          </Button>
          <Confirm label="Start again" question="Start again?" action="Start again" onConfirm={startAgain}>
            The earlier upload is cancelled with its posts, and the video is sent from its beginning.
          </Confirm>
        </>
      )}
    </Card>
  );
}

interface CardProps {
  title: string;
  upload: EarlierUpload['upload'];
  children: ReactNode;
}

function Card({ title, upload: { title: ownTitle, created_at, posts }, children }: CardProps) {
  return (
    <div className={cardClass}>
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="mt-1 text-sm break-words text-soft">
        {ownTitle && `${ownTitle}, `}announced <Time at={created_at} />. Its track, its cover and its posts are those
        that were chosen then.
      </p>
      {posts.length === 0 && <p className="mt-3 text-sm">It has no posts.</p>}
      <ul className="mt-3 flex flex-col gap-1 text-sm">
        {posts.map(({ id, account_name, platform, publish_at }) => (
          <li key={id} className="break-words">
            {account_name} on {platformName(platform)}
            {publish_at && (
              <>
                , <Time at={publish_at} />
              </>
            )}
          </li>
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
