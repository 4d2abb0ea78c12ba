import { Field } from './field';

interface PasswordFieldProps {
  label?: string;
  name?: string;
  /** Help below the field. */
  note?: string;
  /** What the last attempt has thrown. */
  problem?: unknown;
}

/** The password that the person has. */
export function Password({ label = 'Password', name = 'password', ...rest }: PasswordFieldProps) {
  return <Field label={label} name={name} type="password" autoComplete="current-password" required {...rest} />;
}

/** A password that the person chooses. */
export function NewPassword({
  label = 'New password',
  name = 'new_password',
  note = '12 characters or more.',
  problem,
}: PasswordFieldProps) {
  return (
    <Field
      label={label}
      name={name}
      type="password"
      autoComplete="new-password"
      minLength={12}
      maxLength={128}
      note={note}
      problem={problem}
      required
    />
  );
}

/** A code of the authenticator app, or a recovery code. */
export function Code({ problem }: { problem?: unknown }) {
  return (
    <Field
      label="Code"
      name="totp"
      note="Six digits from your authenticator app, or a recovery code."
      autoComplete="one-time-code"
      problem={problem}
      required
    />
  );
}
