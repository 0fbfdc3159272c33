{{- define "ballast.labels" -}}
app.kubernetes.io/name: ballast
app.kubernetes.io/part-of: ballast
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "ballast.selector" -}}
app.kubernetes.io/name: ballast
{{- end -}}

{{- define "ballast.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- /* Whether the certificate comes from elsewhere, as files. */ -}}
{{- define "ballast.certificatesAreMounted" -}}
{{- if ne .Values.webhook.certificates.source "ballast" }}yes{{ end -}}
{{- end -}}

{{- define "ballast.webhook" -}}
admissionReviewVersions: [v1]
clientConfig:
  service:
    name: ballast-webhook
    namespace: {{ .root.Release.Namespace }}
    path: {{ .path }}
    port: 443
  {{- with .root.Values.webhook.certificates }}
  {{- if and (eq .source "mounted") .caBundle }}
  caBundle: {{ .caBundle }}
  {{- end }}
  {{- end }}
rules:
  - apiGroups: [gateway.envoyproxy.io]
    apiVersions: [v1alpha1]
    operations: [CREATE, UPDATE]
    resources: [backendtrafficpolicies]
    scope: Namespaced
failurePolicy: {{ .root.Values.webhook.failurePolicy }}
matchPolicy: Equivalent
sideEffects: None
timeoutSeconds: {{ .root.Values.webhook.timeoutSeconds }}
matchConditions:
  - name: not-being-deleted
    expression: "!has(object.metadata.deletionTimestamp)"
namespaceSelector:
  matchExpressions:
    - key: {{ .root.Values.webhook.exemptLabel }}
      operator: NotIn
      values: ["off"]
{{- end -}}

{{- define "ballast.webhookAnnotations" -}}
{{- if eq .Values.webhook.certificates.source "cert-manager" }}
  annotations:
    cert-manager.io/inject-ca-from: {{ .Release.Namespace }}/ballast-webhook
{{- end }}
{{- end -}}
