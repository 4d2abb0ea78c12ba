import { CurrentPrincipal, emailNotVerified, RequireScope, type UserPrincipal } from '@app/auth';
import { existingId, Idempotent, notFound, urlNotAllowed } from '@app/core';
import { tooManySources } from '@app/render-proxy';
import { storageNotConfigured, storageUnavailable } from '@app/storage';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ConfirmedAddressGuard } from '../http/access/confirmed-address.guard';
import { Throws } from '../http/throws.decorator';
import { AssetRemovalService } from './asset-removal.service';
import { AssetsService } from './assets.service';
import { AssetListResponse, AssetResponse, TransferResponse } from './json-api.response';
import { TransferDto } from './source.dto';
import { SourcesService } from './sources.service';

@ApiTags('Shotstack: Serve')
@Controller('serve/v1/assets')
export class AssetsController {
  constructor(
    private readonly assets: AssetsService,
    private readonly removal: AssetRemovalService,
    private readonly ingest: SourcesService,
  ) {}

  @Post()
  @RequireScope('render:write')
  @UseGuards(ConfirmedAddressGuard)
  @Idempotent()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Transfer a file into our storage',
    description: 'The only destination is `shotstack`, which is our own storage. At most 5 GB.',
  })
  @Throws(emailNotVerified, tooManySources, urlNotAllowed)
  @ApiOkResponse({ type: TransferResponse })
  async transferAsset(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body() transfer: TransferDto,
  ): Promise<TransferResponse> {
    return TransferResponse.of(await this.ingest.transfer(principal, transfer));
  }

  @Get('render/:id')
  @RequireScope('render:read')
  @ApiOperation({ summary: 'List the files of a render', description: 'Empty until the render has completed.' })
  @Throws(storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: AssetListResponse })
  async listRenderAssets(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<AssetListResponse> {
    return { data: await this.assets.ofRender(principal, id) };
  }

  @Get(':id')
  @RequireScope('render:read')
  @ApiOperation({
    summary: 'Get one stored file',
    description: 'Accepts the id of an asset, or the id that a client gave a transfer.',
  })
  @Throws(notFound, storageUnavailable, storageNotConfigured)
  @ApiOkResponse({ type: AssetResponse })
  async getAsset(@CurrentPrincipal() principal: UserPrincipal, @Param('id') id: string): Promise<AssetResponse> {
    return { data: await this.assets.find(principal, id) };
  }

  @Delete(':id')
  @RequireScope('render:write')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a stored file',
    description: "Deleting a render's video also deletes its poster and thumbnail.",
  })
  @Throws(notFound)
  @ApiNoContentResponse()
  async deleteAsset(@CurrentPrincipal() principal: UserPrincipal, @Param('id') id: string): Promise<void> {
    await this.removal.remove(principal, id);
  }
}
