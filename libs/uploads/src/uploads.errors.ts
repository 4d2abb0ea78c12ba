import { defineError } from '@app/core';

export const sourceNotFound = defineError({ code: 'source_not_found', kind: 'conflict', title: 'The file has not arrived yet', help: 'PUT the file to presigned_url with the given headers, then complete the upload again.' });
