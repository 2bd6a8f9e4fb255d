import { describe, expect, test } from 'vitest'
import {
  isCredentialHeader,
  isCredentialKey,
  isCredentialParameter,
  looksLikeCredential,
} from '../../../lib/har/credential-names'

const list = (text: string) => text.trim().split(/\s+/)

describe('headers', () => {
  test.each(
    list(`
      Authorization Proxy-Authorization Cookie Set-Cookie X-Api-Key x-api-key api-key apikey X-Goog-Api-Key
      Ocp-Apim-Subscription-Key x-functions-key X-RapidAPI-Key DD-Application-Key xi-api-key X-Auth-Token
      X-CSRF-Token X-XSRF-TOKEN csrf-token X-Amz-Security-Token X-Access-Token Private-Token X-Vault-Token
      X-Shopify-Access-Token X-Auth Authentication CF-Access-Client-Secret Cf-Access-Jwt-Assertion
      X-Hub-Signature-256 X-Session-Token Client-Secret DPoP
    `),
  )('%s is a credential', name => expect(isCredentialHeader(name)).toBe(true))

  test.each(
    list(`
      Accept Content-Type Access-Control-Allow-Credentials Access-Control-Allow-Headers WWW-Authenticate
      Idempotency-Key X-RateLimit-Remaining-Tokens anthropic-ratelimit-input-tokens-limit X-Token-Count
      Last-Event-ID OpenAI-Organization X-Request-Id X-Amz-Date Sec-WebSocket-Key ETag Cache-Control
      Strict-Transport-Security X-Author Mcp-Session-Id X-Forwarded-Host anthropic-version Keep-Alive
    `),
  )('%s is not', name => expect(isCredentialHeader(name)).toBe(false))
})

describe('URL parameters', () => {
  test.each(
    list(`
      key api_key apikey apiKey API-KEY token access_token accessToken auth_token id_token refresh_token sig
      signature Signature X-Amz-Signature X-Amz-Credential X-Amz-Security-Token X-Amz-Date X-Goog-Signature code
      password passwd pass pwd client_secret auth jwt code_verifier otp sessionToken csrfmiddlewaretoken sid
    `),
  )('%s is a credential', name => expect(isCredentialParameter(name)).toBe(true))

  test.each(
    list(`
      q model max_tokens page_token pageToken nextPageToken keyword keyboard cache_key author codec country_code
      token_type expires_in stream sign redirect_uri state limit passage bypass design alt tokens
    `),
  )('%s is not', name => expect(isCredentialParameter(name)).toBe(false))
})

describe('JSON keys of request bodies', () => {
  test.each(
    list(`
      password Password user_password passwordConfirm secret client_secret clientSecret SECRET_KEY secret_access_key
      token access_token accessToken refresh_token bearer_token auth_token api_key apiKey openai_api_key
      openaiApiKey APIKey authorization Authorization private_key x-api-key credentials otp cookie jwt
    `),
  )('%s is a credential', key => expect(isCredentialKey(key)).toBe(true))

  test.each(
    list(`
      max_tokens max_completion_tokens maxOutputTokens completion_tokens prompt_tokens total_tokens tokens
      token_count tokenCount tokenizer token_type max_token budget_tokens stop_token eos_token_id bos_token
      progressToken pageToken next_page_token finish finish_reason key keys cache_key prompt_cache_key
      idempotency_key public_key primary_key code signature author authority secretary passage
      password_policy secret_name authorization_endpoint logprobs model messages content session_id
    `),
  )('%s is not', key => expect(isCredentialKey(key)).toBe(false))
})

describe('values', () => {
  test.each([
    'Bearer abcdefghij',
    'basic dXNlcjpwYXNz',
    'sk-proj-abcdefghijklmnop',
    'ghp_abcdefghijklmnopqrstuv',
    `AIza${'a'.repeat(35)}`,
    'AKIAABCDEFGHIJKLMNOP',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc',
  ])('%s looks like a credential', value => expect(looksLikeCredential(value)).toBe(true))

  test.each([
    '',
    'text/event-stream',
    'basically everything',
    'sk-1',
    'Bearer',
    'token',
    'gpt-5',
    'no-cache',
  ])('"%s" does not', value => expect(looksLikeCredential(value)).toBe(false))
})
