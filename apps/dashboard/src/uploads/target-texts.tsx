import { useQuery } from '@tanstack/react-query';
import { platformName, platformsQuery } from '../platforms/platform-queries';
import type { Target } from './composition';
import { LimitedText, TOO_LONG_FOR_POST } from './limited-text';

interface TargetTextsProps {
  target: Target;
  /** Of the account. */
  name: string;
  onChange: (change: Partial<Target>) => void;
}

/** Texts of one post that replace those of the upload. */
export function TargetTexts({ target, name, onChange }: TargetTextsProps) {
  const { data } = useQuery(platformsQuery);
  const { platform, title, caption } = target;
  const limits = data?.text_limits[platform];
  return (
    <details className="text-sm">
      <summary className="min-h-8 cursor-pointer font-medium text-accent">
        Other texts for {name} on {platformName(platform)}
      </summary>
      <div className="mt-2 flex flex-col gap-3">
        <LimitedText
          label={`Title of the post of ${name}`}
          value={title}
          most={512}
          limits={limits && title ? { [platform]: limits.title } : {}}
          whenLong={TOO_LONG_FOR_POST}
          onChange={(text) => onChange({ title: text })}
        />
        <LimitedText
          label={`Caption of the post of ${name}, with its hashtags`}
          value={caption}
          most={10_000}
          rows={3}
          limits={limits && caption ? { [platform]: limits.caption } : {}}
          whenLong={TOO_LONG_FOR_POST}
          onChange={(text) => onChange({ caption: text })}
        />
        <p className="text-soft">An empty text is that of the upload.</p>
      </div>
    </details>
  );
}
