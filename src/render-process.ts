import 'reflect-metadata';
import { LocalEngine, SafeHttpSourceFetcher, serveRender } from '@app/render-proxy';
import { mediaTool, safeHttp } from './render/engine-parts';

/** The program of a render's own process; workers start it. */
serveRender(new LocalEngine(mediaTool(), new SafeHttpSourceFetcher(safeHttp())));
