import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { renderProxyConfig } from './render-proxy.config';

/** Renders, their state machine and the providers that make them. */
@Module({ imports: [ConfigModule.forFeature(renderProxyConfig)] })
export class RenderProxyModule {}
