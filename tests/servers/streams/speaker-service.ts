import { fromJson, type Message, toBinary } from '@bufbuild/protobuf'
import {
  fileDesc,
  type GenMessage,
  type GenService,
  messageDesc,
  serviceDesc,
} from '@bufbuild/protobuf/codegenv2'
import { base64Encode } from '@bufbuild/protobuf/wire'
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt'

/** What a compiler writes for a service with one method that streams: `rpc Speak(Topic) returns (stream Sentence)`. */
const description = fromJson(FileDescriptorProtoSchema, {
  name: 'speaker.proto',
  package: 'demo',
  syntax: 'proto3',
  messageType: [
    { name: 'Topic', field: [field('name', 1, 'TYPE_STRING')] },
    { name: 'Sentence', field: [field('text', 1, 'TYPE_STRING'), field('number', 2, 'TYPE_INT32')] },
  ],
  service: [
    {
      name: 'Speaker',
      method: [
        { name: 'Speak', inputType: '.demo.Topic', outputType: '.demo.Sentence', serverStreaming: true },
      ],
    },
  ],
})

function field(name: string, number: number, type: string) {
  return { name, number, type, label: 'LABEL_OPTIONAL' }
}

const file = fileDesc(base64Encode(toBinary(FileDescriptorProtoSchema, description)))

type Topic = Message<'demo.Topic'> & { name: string }
type Sentence = Message<'demo.Sentence'> & { text: string; number: number }

export const TopicSchema: GenMessage<Topic> = messageDesc(file, 0)
export const SentenceSchema: GenMessage<Sentence> = messageDesc(file, 1)

/** Says sentences on a topic; the topic `silence` fails after the first. */
export const Speaker: GenService<{
  speak: { methodKind: 'server_streaming'; input: typeof TopicSchema; output: typeof SentenceSchema }
}> = serviceDesc(file, 0)
