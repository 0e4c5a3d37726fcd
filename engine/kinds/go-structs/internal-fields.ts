/**
 * Where the API server's internal version of a pod's structs differs from the published one (pkg/apis/core, v1.25): in the order of the
 * fields, and in that the namespaces of the host are the security context's. The notation is that of pod-fields.ts.
 */
export const internalFields: string = `
core.PodSpec
  Volumes:[]core.Volume InitContainers:[]core.Container Containers:[]core.Container
  EphemeralContainers:[]core.EphemeralContainer RestartPolicy:core.RestartPolicy
  TerminationGracePeriodSeconds:*int64 ActiveDeadlineSeconds:*int64
  DNSPolicy=dnsPolicy:core.DNSPolicy NodeSelector:map[string]string ServiceAccountName:string
  AutomountServiceAccountToken:*bool NodeName:string SecurityContext:*core.PodSecurityContext
  ImagePullSecrets:[]core.LocalObjectReference Hostname:string Subdomain:string
  SetHostnameAsFQDN:*bool Affinity:*core.Affinity SchedulerName:string Tolerations:[]core.Toleration
  HostAliases:[]core.HostAlias PriorityClassName:string Priority:*int32
  PreemptionPolicy:*core.PreemptionPolicy DNSConfig=dnsConfig:*core.PodDNSConfig
  ReadinessGates:[]core.PodReadinessGate RuntimeClassName:*string Overhead:core.ResourceList
  EnableServiceLinks:*bool TopologySpreadConstraints:[]core.TopologySpreadConstraint
  OS=os:*core.PodOS
core.VolumeSource
  HostPath:*core.HostPathVolumeSource EmptyDir:*core.EmptyDirVolumeSource
  GCEPersistentDisk=gcePersistentDisk:*core.GCEPersistentDiskVolumeSource
  AWSElasticBlockStore=awsElasticBlockStore:*core.AWSElasticBlockStoreVolumeSource
  GitRepo:*core.GitRepoVolumeSource Secret:*core.SecretVolumeSource NFS=nfs:*core.NFSVolumeSource
  ISCSI=iscsi:*core.ISCSIVolumeSource Glusterfs:*core.GlusterfsVolumeSource
  PersistentVolumeClaim:*core.PersistentVolumeClaimVolumeSource RBD=rbd:*core.RBDVolumeSource
  Quobyte:*core.QuobyteVolumeSource FlexVolume:*core.FlexVolumeSource
  Cinder:*core.CinderVolumeSource CephFS=cephfs:*core.CephFSVolumeSource
  Flocker:*core.FlockerVolumeSource DownwardAPI:*core.DownwardAPIVolumeSource
  FC=fc:*core.FCVolumeSource AzureFile:*core.AzureFileVolumeSource
  ConfigMap:*core.ConfigMapVolumeSource VsphereVolume:*core.VsphereVirtualDiskVolumeSource
  AzureDisk:*core.AzureDiskVolumeSource PhotonPersistentDisk:*core.PhotonPersistentDiskVolumeSource
  Projected:*core.ProjectedVolumeSource PortworxVolume:*core.PortworxVolumeSource
  ScaleIO:*core.ScaleIOVolumeSource StorageOS=storageos:*core.StorageOSVolumeSource
  CSI=csi:*core.CSIVolumeSource Ephemeral:*core.EphemeralVolumeSource
core.ServiceAccountTokenProjection
  Audience:string ExpirationSeconds:int64 Path:string
core.PodSecurityContext
  HostNetwork:bool HostPID:bool HostIPC:bool ShareProcessNamespace:*bool HostUsers:*bool
  SELinuxOptions=seLinuxOptions:*core.SELinuxOptions
  WindowsOptions:*core.WindowsSecurityContextOptions RunAsUser:*int64 RunAsGroup:*int64
  RunAsNonRoot:*bool SupplementalGroups:[]int64 FSGroup=fsGroup:*int64
  FSGroupChangePolicy=fsGroupChangePolicy:*core.PodFSGroupChangePolicy Sysctls:[]core.Sysctl
  SeccompProfile:*core.SeccompProfile
`;
