import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../api/client';
import { signOut } from '../api/session';
import { Button, buttonClass } from '../ui/button';
import { bytes } from '../ui/bytes';
import { FormDialog } from '../ui/form-dialog';
import { Code, Password } from '../ui/password-field';
import { ProblemNotice } from '../ui/problem-notice';
import { cardClass, Section } from '../ui/section';
import { Time } from '../ui/time';
import { preparingText } from './archive-text';

/** Everything that is stored about the person: as a file, or erased. */
export function AccountData({ needsCode, isConfirmed }: { needsCode: boolean; isConfirmed: boolean }) {
  const [isDeleting, setDeleting] = useState(false);
  return (
    <Section title="Your data">
      <div className={`${cardClass} flex flex-col gap-5`}>
        <Export isConfirmed={isConfirmed} />
        <div className="flex flex-wrap items-center justify-between gap-4 border-t border-line pt-5">
          <p className="min-w-0 flex-1 basis-72 text-sm text-soft">
            Deleting the account signs out every device and stops every key immediately. After 7 days everything is
            erased.
          </p>
          <Button kind="danger" onClick={() => setDeleting(true)}>
            Delete the account
          </Button>
        </div>
      </div>
      {isDeleting && <Deletion needsCode={needsCode} onClose={() => setDeleting(false)} />}
    </Section>
  );
}

function Export({ isConfirmed }: { isConfirmed: boolean }) {
  const [isRequested, setRequested] = useState(false);
  const archive = useQuery({
    queryKey: ['account-export'],
    enabled: isRequested,
    // Each call replaces the address of the file.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: () => answerOf(api.GET('/api/account/export')),
    refetchInterval: ({ state }) => (state.data?.status === 'preparing' ? 2_000 : false),
  });
  const { download_url, size_bytes, expires_at } = archive.data ?? {};
  const isBusy = archive.isLoading || archive.data?.status === 'preparing';
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p className="min-w-0 flex-1 basis-72 text-sm text-soft" aria-live="polite">
          {isBusy && archive.data
            ? preparingText({ isConfirmed })
            : 'An archive of everything that is stored about you, as JSON without secrets.'}
          {expires_at && (
            <>
              {' '}
              It is kept until <Time at={expires_at} />.
            </>
          )}
        </p>
        {download_url ? (
          <a href={download_url} download className={buttonClass('primary')}>
            Download {bytes(size_bytes ?? 0)}
          </a>
        ) : (
          <Button
            busy={isBusy && 'Preparing …'}
            onClick={() => (isRequested ? void archive.refetch() : setRequested(true))}
          >
            Export my data
          </Button>
        )}
      </div>
      <ProblemNotice thrown={archive.error} />
    </div>
  );
}

function Deletion({ needsCode, onClose }: { needsCode: boolean; onClose: () => void }) {
  const erase = async ({ password = '', totp }: Record<string, string>) => {
    await answerOf(api.DELETE('/api/account', { body: { password, ...(totp !== undefined && { totp }) } }));
    await signOut();
  };
  return (
    <FormDialog title="Delete your account?" action="Delete it" kind="danger" onSubmit={erase} onClose={onClose}>
      {(thrown) => (
        <>
          <p className="text-soft">
            Nothing more is charged for your subscription. Your renders, uploads and connected accounts are erased 7
            days from now. Sign in before then to keep the account.
          </p>
          <Password problem={thrown} />
          {needsCode && <Code problem={thrown} />}
        </>
      )}
    </FormDialog>
  );
}
