export class StartedResponse {
  /**
   * Id of the job in the queue dashboard.
   * @example "0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"
   */
  job_id: string;
}
