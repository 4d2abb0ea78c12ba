/** Loads all code that declares a variable or an error, for the effect on the two registries. */
import './libraries';
import '../../apps/api/src/api.module';
import '../../apps/worker/src/worker.module';
