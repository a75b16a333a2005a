// For the SDK's streams of events: no operation that we call has one.
class Absent {
  constructor() {
    throw new Error('Event streams are not part of the Lambda bundle');
  }
}

export { Absent as EventStreamSerde };
export const eventStreamSerdeProvider = () => new Absent();
