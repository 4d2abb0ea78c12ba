/** Loads all code that declares a variable or an error, for the effect on the two registries. */
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
import '../../apps/api/src/api.module';
import '../../apps/worker/src/worker.module';
