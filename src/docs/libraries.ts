/** Loads every lib, so that the registries of variables and errors are complete. */
import '@app/auth';
import '@app/billing';
import '@app/insights';
import '@app/jobs';
import '@app/media';
import '@app/notifications';
import '@app/platforms';
import '@app/render-proxy';
import '@app/storage';
import '@app/uploads';
