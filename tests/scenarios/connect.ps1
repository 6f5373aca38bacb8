# A control plane that is reached by a kubeconfig, as a real Karmada is: here the embedded one's own API, under another name.
$ErrorActionPreference = 'Stop'

New-Federation prod | Out-Null
New-GeoCluster us-west1 -NodeCount 1 -PodStartSec 0.1 | Join-Federation | Out-Null
$kubeconfig = [IO.Path]::Combine([IO.Path]::GetTempPath(), [Guid]::NewGuid())
try {
    Export-FederationKubeconfig prod -Path $kubeconfig
    Connect-Federation karmada -Kubeconfig $kubeconfig | Out-Null

    # One that does not answer is refused, and leaves nothing behind.
    $elsewhere = [IO.File]::ReadAllText($kubeconfig) -replace '127.0.0.1:\d+', '127.0.0.1:1'
    [IO.File]::WriteAllText($kubeconfig, $elsewhere)
    try { Connect-Federation gone -Kubeconfig $kubeconfig | Out-Null; throw 'A server that does not answer should be refused.' }
    catch { if ($_.FullyQualifiedErrorId -notlike 'Unreachable,*') { throw } }
    if (Get-Federation gone -ErrorAction Ignore) { throw 'What could not be connected should not be there.' }
}
finally { [IO.File]::Delete($kubeconfig) }

$health = Test-Federation karmada
if (-not $health.Healthy -or -not $health.Members[0].Answers) { throw "It should be healthy: $($health.Reason)" }
$serve = Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 2 -Federation karmada | Wait-FederatedDeployment -TimeoutSec 60
if ($serve.ReadyReplicas -ne 2) { throw "Publishing through the kubeconfig should work: $($serve.Clusters)" }
if (@(Get-FederatedDeployment -Federation prod).Count -ne 1) { throw 'Both names should be the same federation.' }

Unpublish-FederatedDeployment serve -Federation karmada -Confirm:$false -TimeoutSec 60
Disconnect-Federation karmada
if ("$(Get-Federation)" -ne 'prod') { throw "Only the federation itself should be left: $(Get-Federation)" }
