import { CurrentPrincipal, emailNotVerified, RequireScope, type UserPrincipal } from '@app/auth';
import { quotaExceeded, tierRequired } from '@app/billing';
import { existingId, Idempotent, notFound } from '@app/core';
import { telemetryInvalidAlignment } from '@app/media';
import { dailyPostLimitReached } from '@app/platforms';
import { objectSizeMismatch, storageNotConfigured, storageUnavailable } from '@app/storage';
import {
  coverNotFound,
  sourceMismatch,
  sourceNotFound,
  telemetryNotFound,
  uploadNotMultipart,
  uploadStateConflict,
  uploadTooLarge,
} from '@app/uploads';
import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ConfirmedAddressGuard } from '../http/access/confirmed-address.guard';
import { Throws } from '../http/throws.decorator';
import {
  CompletedUploadResponse,
  FinishedPartsResponse,
  JoinedUploadResponse,
  PresignedPartsResponse,
  PresignedTelemetryResponse,
  PresignedUploadResponse,
  UploadEstimateResponse,
} from './presign.response';
import { SchedulePreviewDto } from './schedule.dto';
import { SchedulePreviewResponse } from './schedule.response';
import { CompleteUploadDto, PartsDto, PresignDto, TelemetryDto } from './upload.dto';
import { UploadCompletionService } from './upload-completion.service';
import { UploadPartsService } from './upload-parts.service';
import { UploadPresigningService } from './upload-presigning.service';
import { UploadScheduleService } from './upload-schedule.service';

@ApiTags('Uploads')
@RequireScope('uploads:write')
@Throws(storageUnavailable, storageNotConfigured)
@Controller('api/uploads')
export class UploadTransfersController {
  constructor(
    private readonly presigning: UploadPresigningService,
    private readonly parts: UploadPartsService,
    private readonly completion: UploadCompletionService,
    private readonly schedule: UploadScheduleService,
  ) {}

  @Post('presign')
  @UseGuards(ConfirmedAddressGuard)
  @Idempotent({ sealsAnswer: true })
  @ApiOperation({
    summary: 'Announce a video and get the addresses to send it to',
    description:
      'Reserves one upload of the period, which is given back if the upload is cancelled or fails before its files are ready, or stays without a file for 24 hours. Size and type are part of the signature: the store refuses any other file.',
  })
  @Throws(
    emailNotVerified,
    quotaExceeded,
    dailyPostLimitReached,
    tierRequired,
    uploadTooLarge,
    telemetryInvalidAlignment,
    telemetryNotFound,
    notFound,
  )
  @ApiCreatedResponse({ type: PresignedUploadResponse })
  presignUpload(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body() upload: PresignDto,
  ): Promise<PresignedUploadResponse> {
    return this.presigning.presign(principal, upload);
  }

  @Post('estimate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Estimate what an upload would use', description: 'Creates nothing.' })
  @Throws(tierRequired, uploadTooLarge, telemetryInvalidAlignment)
  @ApiOkResponse({ type: UploadEstimateResponse })
  estimateUpload(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body() upload: PresignDto,
  ): Promise<UploadEstimateResponse> {
    return this.presigning.estimate(principal, upload);
  }

  @Post('schedule/preview')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Preview when posts would be published',
    description: 'Creates nothing. `smart` chooses the hours at which people watch most on each platform.',
  })
  @Throws(tierRequired)
  @ApiOkResponse({ type: SchedulePreviewResponse })
  previewSchedule(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body() request: SchedulePreviewDto,
  ): Promise<SchedulePreviewResponse> {
    return this.schedule.preview(principal, request);
  }

  @Get(':id/parts')
  @ApiOperation({
    summary: 'List the parts that have arrived',
    description: 'A client that resumes an upload does not need to send them again.',
  })
  @Throws(notFound, uploadNotMultipart, uploadStateConflict)
  @ApiOkResponse({ type: FinishedPartsResponse })
  listUploadParts(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<FinishedPartsResponse> {
    return this.parts.finished(principal, id);
  }

  @Post(':id/parts')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Get the addresses of parts',
    description:
      'For the parts that are named, or else for the first 100 that have not arrived. A part may be sent again.',
  })
  @Throws(notFound, uploadNotMultipart, uploadStateConflict)
  @ApiOkResponse({ type: PresignedPartsResponse })
  presignUploadParts(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Body() { part_numbers }: PartsDto,
  ): Promise<PresignedPartsResponse> {
    return this.parts.presign(principal, id, part_numbers);
  }

  @Post(':id/parts/complete')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Join the parts of a file',
    description: 'May be repeated. `complete` also joins them if necessary.',
  })
  @Throws(notFound, uploadNotMultipart, uploadStateConflict, sourceNotFound, sourceMismatch, objectSizeMismatch)
  @ApiOkResponse({ type: JoinedUploadResponse })
  joinUploadParts(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<JoinedUploadResponse> {
    return this.parts.join(principal, id);
  }

  @Post(':id/complete')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Complete an upload and start its processing',
    description: 'Checks that exactly the announced file has arrived. May be repeated.',
  })
  @Throws(
    notFound,
    sourceNotFound,
    sourceMismatch,
    objectSizeMismatch,
    coverNotFound,
    telemetryNotFound,
    uploadStateConflict,
  )
  @ApiOkResponse({ type: CompletedUploadResponse })
  completeUpload(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Body() choice: CompleteUploadDto,
  ): Promise<CompletedUploadResponse> {
    return this.completion.complete(principal, id, choice);
  }

  @Post(':id/telemetry')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Get the address to send a telemetry file to',
    description:
      'GPX, TCX, FIT, NMEA, KML, CSV, VBO, DJI SRT or a dashcam `.map` file, recognized by its content. A later file replaces an earlier one until processing begins, as soon as it has arrived and was reported.',
  })
  @Throws(notFound, uploadStateConflict)
  @ApiOkResponse({ type: PresignedTelemetryResponse })
  presignUploadTelemetry(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Body() telemetry: TelemetryDto,
  ): Promise<PresignedTelemetryResponse> {
    return this.completion.presignTelemetry(principal, id, telemetry);
  }

  @Post(':id/telemetry/complete')
  @HttpCode(200)
  @ApiOperation({ summary: 'Report that the telemetry file was sent', description: 'May be repeated.' })
  @Throws(notFound, telemetryNotFound, uploadStateConflict)
  @ApiOkResponse({ type: CompletedUploadResponse })
  completeUploadTelemetry(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<CompletedUploadResponse> {
    return this.completion.completeTelemetry(principal, id);
  }
}
