import { useQuery } from '@tanstack/react-query';
import { mayAs } from '../account/may';
import { meQuery } from '../account/me-query';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { CaptionSettings } from './caption-settings';
import { NotificationSettings } from './notification-settings';
import { OverlaySettings } from './overlay-settings';
import { PrivacySettings } from './privacy-settings';
import { settingsQuery } from './settings-query';

/** How the videos of the workspace are made and announced. */
export function Settings() {
  const settings = useQuery(settingsQuery);
  const me = useQuery(meQuery);
  const thrown = settings.error ?? me.error;
  const mayChange = mayAs(me.data?.workspace.role, 'admin');
  return (
    <Page title="Settings">
      {!settings.data && !thrown && <Loading rows={4} />}
      <ProblemNotice thrown={thrown} onRetry={() => void Promise.all([settings.refetch(), me.refetch()])} />
      {settings.data && me.data && (
        <>
          <p className="mb-6 text-soft">
            They apply to every new upload of {me.data.workspace.name}.
            {!mayChange && ' Only its owner and administrators can change them.'}
          </p>
          <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-8">
            <legend className="sr-only">Settings of the workspace</legend>
            <OverlaySettings stored={settings.data} />
            <PrivacySettings stored={settings.data} />
            <CaptionSettings stored={settings.data} />
            <NotificationSettings stored={settings.data} />
          </fieldset>
        </>
      )}
    </Page>
  );
}
