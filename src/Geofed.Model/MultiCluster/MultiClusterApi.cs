namespace Geofed.Model.MultiCluster;

/// <summary>Where the Multi-Cluster Services API (KEP-1645) is served, GKE's own of the same words, and what Kubernetes has behind both.</summary>
public static class MultiClusterApi
{
    public static readonly GroupVersionResource ServiceExports = new("multicluster.x-k8s.io", "v1alpha1", "serviceexports");
    public static readonly GroupVersionResource ServiceImports = new("multicluster.x-k8s.io", "v1alpha1", "serviceimports");
    public static readonly GroupVersionResource GkeServiceExports = new("net.gke.io", "v1", "serviceexports");
    public static readonly GroupVersionResource GkeServiceImports = new("net.gke.io", "v1", "serviceimports");
    public static readonly GroupVersionResource Services = new("", "v1", "services");
    public static readonly GroupVersionResource EndpointSlices = new("discovery.k8s.io", "v1", "endpointslices");

    public static readonly GroupVersionKind Export = new("multicluster.x-k8s.io", "v1alpha1", "ServiceExport");
    public static readonly GroupVersionKind Import = new("multicluster.x-k8s.io", "v1alpha1", "ServiceImport");
    public static readonly GroupVersionKind Service = new("", "v1", "Service");
    public static readonly GroupVersionKind EndpointSlice = new("discovery.k8s.io", "v1", "EndpointSlice");
}
