import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { linkClass } from '../account/entry-card';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { ProblemNotice } from '../ui/problem-notice';

interface NewerTemplateProps {
  id: string;
  question: string;
  /** Label of the button that does it to the newer version as well. */
  action: string;
  /** Label of the button that closes the dialog. */
  keep: string;
  onAct: () => unknown;
  onKeep: () => void;
}

/** Another person has saved the template since this one opened it. */
export function NewerTemplate({ id, question, action, keep, onAct, onKeep }: NewerTemplateProps) {
  const act = useMutation({ mutationFn: async () => onAct() });
  return (
    <Dialog title={question} onClose={onKeep}>
      <p className="mt-2 mb-4 text-soft">
        Somebody has saved this template since you opened it.{' '}
        <Link to="/templates/$id/edit" params={{ id }} target="_blank" className={linkClass}>
          See the newer version in a new tab
        </Link>
        .
      </p>
      <ProblemNotice thrown={act.error} />
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button onClick={onKeep}>{keep}</Button>
        <Button kind="danger" busy={act.isPending && 'Working …'} onClick={() => act.mutate()}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
