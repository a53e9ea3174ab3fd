/**
 * What `argocd-cm` needs: without it, Argo CD gives an Application inside of another no health, and does not wait for one wave
 * of Applications before it syncs the next. `kubectl patch` merges it into `data`.
 */
export const APPLICATION_HEALTH: Readonly<Record<string, string>> = {
  'resource.customizations.health.argoproj.io_Application': `local health = obj.status and obj.status.health
if health == nil or health.status == nil then
  return { status = "Progressing", message = "Argo CD has not looked at it yet" }
end
return { status = health.status, message = health.message or "" }
`,
};
