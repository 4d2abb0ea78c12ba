import { Field } from '../ui/field';
import { TextArea, Tick } from '../ui/form-fields';
import { textOf } from '../ui/form-text';
import { Select } from '../ui/select';
import { SettingsCard } from './settings-card';
import { type Changes, hashtagsOf, type Settings } from './settings-form';

const PRIVACY: Readonly<Record<Settings['default_privacy'], string>> = {
  public: 'Everyone',
  unlisted: 'Everyone with the link',
  private: 'Only you',
};

/** Captions, hashtags and who may see a post, as well as whether posts need approval. */
export function CaptionSettings({ stored }: { stored: Settings }) {
  return (
    <SettingsCard title="Posts and captions" stored={stored} read={readCaptions}>
      {(shown, thrown) => <Captions shown={shown} thrown={thrown} />}
    </SettingsCard>
  );
}

function Captions({ shown, thrown }: { shown: Settings; thrown: unknown }) {
  return (
    <>
      <Tick
        name="approval_required"
        label="An owner or administrator must approve posts before they are published"
        defaultChecked={shown.approval_required}
      />
      <Tick
        name="auto_captions"
        label="Uploads without a caption get one that is written for them"
        defaultChecked={shown.auto_captions}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label="Default audience of posts"
          name="default_privacy"
          choices={PRIVACY}
          defaultValue={shown.default_privacy}
        />
        <Field
          label="Maximum hashtags per caption"
          name="max_hashtags"
          type="number"
          min={0}
          max={30}
          defaultValue={shown.max_hashtags}
          problem={thrown}
          required
        />
      </div>
      <CaptionTexts {...shown} />
    </>
  );
}

function CaptionTexts({ caption_template, always_hashtags, blocked_hashtags }: Settings) {
  return (
    <>
      <TextArea
        label="Caption template"
        name="caption_template"
        rows={4}
        maxLength={2_200}
        defaultValue={caption_template}
        note="With {title}, {caption}, {filename}, {date}, {duration}, {distance}, {max_speed}, {average_speed} and {score}. A line whose values are all unknown is left out. Without a template, captions are those of the uploads."
      />
      <TextArea
        label="Hashtags that start every caption"
        name="always_hashtags"
        rows={2}
        defaultValue={always_hashtags.join(' ')}
        note="Separated by spaces, with or without #."
      />
      <TextArea
        label="Hashtags that no caption may contain"
        name="blocked_hashtags"
        rows={2}
        defaultValue={blocked_hashtags.join(' ')}
      />
    </>
  );
}

function readCaptions(form: FormData): Changes {
  const text = (name: string) => textOf(form, name);
  return {
    approval_required: form.has('approval_required'),
    auto_captions: form.has('auto_captions'),
    default_privacy: text('default_privacy') as Settings['default_privacy'],
    max_hashtags: Number(text('max_hashtags')),
    // Browsers send line breaks of forms as CRLF.
    caption_template: text('caption_template').replaceAll('\r\n', '\n'),
    always_hashtags: hashtagsOf(text('always_hashtags')),
    blocked_hashtags: hashtagsOf(text('blocked_hashtags')),
  };
}
