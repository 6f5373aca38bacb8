using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>Defaults of volumes and of the sources that PersistentVolumes share with them (pkg/apis/core/v1/defaults.go).</summary>
internal static class VolumeDefaults
{
    // 0644
    private const int Mode = 420;

    public static void Of(JsonObject volume)
    {
        if (volume.All(p => p.Key == "name" || p.Value is null))
            volume["emptyDir"] = new JsonObject();
        OfSource(volume);
        foreach (var kind in (string[])["secret", "configMap", "downwardAPI", "projected"])
            volume.Obj(kind)?.SetWhenAbsent("defaultMode", Mode);
        OfDownward(volume.Obj("downwardAPI"));
        foreach (var source in volume.Objects("projected", "sources"))
        {
            source.Obj("serviceAccountToken")?.SetWhenAbsent("expirationSeconds", 3600);
            OfDownward(source.Obj("downwardAPI"));
        }
        if (volume.Obj("ephemeral", "volumeClaimTemplate") is { } claim)
        {
            claim.SetWhenAbsent("metadata", new JsonObject());
            claim.Ensure("spec").SetWhenAbsent("volumeMode", "Filesystem");
            claim.Ensure("spec").SetWhenAbsent("resources", new JsonObject());
        }
        if (volume.Obj("image") is { } image)
            image.SetWhenEmpty("pullPolicy", ImageReference.PullPolicy(image.Str("reference") ?? ""));
    }

    /// <summary>The sources that stand in a pod's volume and in a PersistentVolume's spec alike.</summary>
    public static void OfSource(JsonObject volume)
    {
        volume.Obj("hostPath")?.SetWhenAbsent("type", "");
        volume.Obj("iscsi")?.SetWhenEmpty("iscsiInterface", "default");
        if (volume.Obj("rbd") is { } rbd)
        {
            rbd.SetWhenEmpty("pool", "rbd");
            rbd.SetWhenEmpty("user", "admin");
            rbd.SetWhenEmpty("keyring", "/etc/ceph/keyring");
        }
        if (volume.Obj("azureDisk") is { } azure)
        {
            azure.SetWhenAbsent("cachingMode", "ReadWrite");
            azure.SetWhenAbsent("kind", "Shared");
            azure.SetWhenAbsent("fsType", "ext4");
            azure.SetWhenAbsent("readOnly", false);
        }
        if (volume.Obj("scaleIO") is { } scale)
        {
            scale.SetWhenEmpty("storageMode", "ThinProvisioned");
            scale.SetWhenEmpty("fsType", "xfs");
        }
    }

    private static void OfDownward(JsonObject? source)
    {
        foreach (var item in source.Objects("items"))
            item.Obj("fieldRef")?.SetWhenEmpty("apiVersion", "v1");
    }
}
