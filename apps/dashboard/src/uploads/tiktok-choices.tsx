import type { Schemas } from '../api/client';
import { Check } from '../ui/check';
import type { Target } from './composition';

type Interaction = Schemas['CreatorInfoResponse']['disabled'][number];

const INTERACTIONS: Readonly<Record<Interaction, { label: string; option: string }>> = {
  comments: { label: 'Comments', option: 'disable_comment' },
  duet: { label: 'Duets', option: 'disable_duet' },
  stitch: { label: 'Stitches', option: 'disable_stitch' },
};

interface TiktokChoicesProps {
  target: Target;
  /** Of the account. */
  name: string;
  /** What the account has switched off for all its posts. */
  disabled: readonly Interaction[];
  onChange: (change: Partial<Target>) => void;
}

/** What TikTok requires of every app, in its order: interactions are off until the person allows them. */
export function TiktokChoices({ target, name, disabled, onChange }: TiktokChoicesProps) {
  const { options } = target;
  const set = (change: Record<string, boolean>) => onChange({ options: { ...options, ...change } });
  const terms = options.brand_content
    ? "TikTok's Branded Content Policy and Music Usage Confirmation"
    : "TikTok's Music Usage Confirmation";
  return (
    <>
      <fieldset>
        <legend className="text-sm font-medium">Allow on the post of {name}</legend>
        {Object.entries(INTERACTIONS).map(([interaction, { label, option }]) => (
          <Check
            key={option}
            checked={options[option] === false}
            disabled={disabled.some((each) => each === interaction)}
            onChange={(isAllowed) => set({ [option]: !isAllowed })}
          >
            {label}
          </Check>
        ))}
      </fieldset>
      <Disclosure target={target} onChange={onChange} />
      <p className="text-sm">
        By publishing, you agree to {terms}. TikTok may take some minutes before it shows the post.
      </p>
    </>
  );
}

/** Off until the person turns it on; they then have to say for whom the video advertises. */
function Disclosure({ target, onChange }: Pick<TiktokChoicesProps, 'target' | 'onChange'>) {
  const { options, privacy, advertises } = target;
  const { brand_organic: own = false, brand_content: paid = false } = options;
  const set = (change: Record<string, boolean>) => onChange({ options: { ...options, ...change } });
  const turn = (isOn: boolean) => {
    const { brand_organic: _own, brand_content: _paid, ...others } = options;
    onChange({ advertises: isOn, options: others });
  };
  return (
    <fieldset>
      <legend className="text-sm font-medium">Advertising</legend>
      <Check checked={advertises} onChange={turn}>
        The video advertises goods, services or a brand
      </Check>
      {advertises && (
        <div className="ml-6">
          <Check checked={own} onChange={(is) => set({ brand_organic: is })}>
            Your own business: TikTok labels it “Promotional content”
          </Check>
          <Check checked={paid} disabled={privacy === 'SELF_ONLY'} onChange={(is) => set({ brand_content: is })}>
            Another business that pays you: TikTok labels it “Paid partnership”
          </Check>
          {privacy === 'SELF_ONLY' && (
            <p className="text-sm text-soft">A paid partnership cannot be visible to you alone.</p>
          )}
          {!own && !paid && <p className="text-sm text-bad">Say for whom the video advertises.</p>}
        </div>
      )}
    </fieldset>
  );
}
