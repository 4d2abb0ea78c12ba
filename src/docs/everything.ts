/** Loads all code that declares a variable or an error, so that the two registries are complete. */
import './libraries';
import '../../apps/api/src/api.module';
import '../../apps/api/src/http/openapi/docs.config';
import '../../apps/worker/src/worker.module';
