import { toJson } from '@bufbuild/protobuf'
import { createClient, type Transport } from '@connectrpc/connect'
import { createConnectTransport, createGrpcWebTransport } from '@connectrpc/connect-web'
import { SentenceSchema, Speaker } from '../../streams/speaker-service'
import type { Client, Run } from '../client'

export const connect: Client = {
  name: 'connect',
  title: 'Connect',
  description: 'A method that streams, in Connect’s own protocol as JSON, read with connect-web.',
  run: run => speak(run, createConnectTransport({ baseUrl: baseUrl(run.id) })),
}

export const grpcWeb: Client = {
  name: 'grpc-web',
  title: 'gRPC-web',
  description: 'The same method in gRPC-web, binary, read with connect-web.',
  run: run => speak(run, createGrpcWebTransport({ baseUrl: baseUrl(run.id) })),
}

const baseUrl = (id: string): string => `${location.origin}/as/${id}/rpc`

const speak = async (run: Run, transport: Transport): Promise<void> => {
  for await (const sentence of createClient(Speaker, transport).speak({ name: 'Streams' })) {
    run.event(toJson(SentenceSchema, sentence))
    run.print(`${sentence.text}\n`, 'answer')
  }
}
