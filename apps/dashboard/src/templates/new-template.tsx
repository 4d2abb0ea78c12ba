import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api, type Schemas } from '../api/client';
import { IdempotencyKeys } from '../api/idempotency-keys';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { templatesQuery } from './template-queries';

interface NewTemplateProps {
  edit: Schemas['Edit'];
  onClose: () => void;
}

/** Saves an edit under a name. */
export function NewTemplate({ edit, onClose }: NewTemplateProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [keys] = useState(() => new IdempotencyKeys());
  const save = async ({ name = '' }: Record<string, string>) => {
    const body = { name, template: edit };
    const params = { header: { 'Idempotency-Key': keys.keyOf(body) } };
    const { response } = await answerOf(api.POST('/edit/v1/templates', { params, body }));
    void queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
    await navigate({ to: '/templates/$id', params: { id: response.id }, ignoreBlocker: true });
  };
  return (
    <FormDialog title="Save as a template" action="Save it" onSubmit={save} onClose={onClose}>
      {(thrown) => (
        <Field
          label="Name"
          name="name"
          maxLength={255}
          note="Each {{ PLACEHOLDER }} in the edit becomes a field of the template; its merge list holds the defaults."
          problem={thrown}
          required
        />
      )}
    </FormDialog>
  );
}
